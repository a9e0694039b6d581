//! A jar of jam from the shelf to the basket: put up, found, paid for, sold out, replaced, taken down.

use std::io::Cursor;

use axum::body::Body as RequestBody;
use axum::http::{Method, Request, StatusCode, header};
use gune::ledger::DocumentId;
use gune::ledger::document::{Body, Payment};
use gune::market::{Listing, Notice, Price, Sort, Withdrawal};

use crate::village::{Village, address, amount, jam, payment, words};

fn id(posted: &str) -> DocumentId {
    posted.parse().expect("an identifier")
}

fn sale(listing: &str, to: &str, sum: &str) -> Body {
    Body::Payment(Payment { listing: Some(id(listing)), ..payment(to, sum) })
}

#[tokio::test]
async fn jam_is_put_up_found_without_accents_and_sold_until_none_is_left() {
    let mut village = Village::with_alice_and_bob().await;
    let posted = village.put_up("alice", jam()).await;
    assert_eq!(posted.status, StatusCode::CREATED);
    let posted = posted.posted();
    village.look("/market?search=CONFITURE%20mures").await.shows(["Confiture de mûres", "Alice", "4 Ğ"]);
    assert!(!village.look("/market?search=pain").await.reads().contains("Confiture"));
    assert!(!village.look("/market?category=garden").await.reads().contains("Confiture"));
    village.look(&format!("/listing/{posted}")).await.shows(["Confiture de mûres", "Cueillies à Barbieux.", "Alice"]);
    village.look_as("bob", &format!("/pay?listing={posted}")).await.shows(["Alice", "Confiture de mûres"]);

    village.act("bob", sale(&posted, "alice", "4.00")).await.accepted();
    village.look("/market").await.shows(["Confiture de mûres"]);
    village.act("bob", sale(&posted, "alice", "4.00")).await.accepted();
    assert!(!village.look("/market").await.reads().contains("Confiture"), "the last one closes it");
    assert_eq!(village.act("bob", sale(&posted, "alice", "1.00")).await.refused(), "listing-closed");
    assert_eq!(village.balance("alice"), "18.00", "the third sale moved nothing");
    village.look("/projector").await.shows(["Bob → Alice", "Confiture de mûres"]);
}

#[tokio::test]
async fn a_listing_sent_twice_is_there_once() {
    let mut village = Village::with_alice_and_bob().await;
    let document = village.sign("alice", "alice", Notice::Listing(jam())).to_text();
    assert_eq!(village.send(&document, &Vec::new()).await.status, StatusCode::CREATED);
    assert_eq!(village.send(&document, &Vec::new()).await.status, StatusCode::OK);
    assert_eq!(village.look("/market").await.reads().matches("Confiture de mûres").count(), 1);
}

#[tokio::test]
async fn a_listing_is_replaced_or_withdrawn_by_whose_it_is() {
    let mut village = Village::with_alice_and_bob().await;
    let first = village.put_up("alice", jam()).await.posted();
    let cheaper = Listing { price: Some(Price::Units(amount("3.00"))), replaces: Some(id(&first)), ..jam() };
    assert_eq!(village.put_up("bob", cheaper.clone()).await.refused(), "listing-not-yours");
    let second = village.put_up("alice", cheaper.clone()).await.posted();
    village.look("/market").await.shows(["3 Ğ"]);
    assert!(!village.look("/market").await.reads().contains("4 Ğ"));
    assert_eq!(village.act("bob", sale(&first, "alice", "4.00")).await.refused(), "listing-closed");
    assert_eq!(village.put_up("alice", cheaper).await.refused(), "listing-closed", "what was replaced is gone");

    let withdrawal = Notice::Withdrawal(Withdrawal { listing: id(&second) });
    assert_eq!(village.post("bob", withdrawal.clone()).await.refused(), "listing-not-yours");
    village.post("alice", withdrawal).await.posted();
    assert!(!village.look("/market").await.reads().contains("Confiture"));
    village.look(&format!("/listing/{second}")).await.shows(["Confiture de mûres"]);
    assert!(village.look_as("alice", "/me").await.reads().contains("Confiture de mûres"), "one's own are all listed");
}

#[tokio::test]
async fn what_is_paid_for_goes_to_whose_it_is() {
    let mut village = Village::with_alice_and_bob().await;
    village.join("chloe").await.accepted();
    let offered = village.put_up("alice", jam()).await.posted();
    assert_eq!(village.act("bob", sale(&offered, "chloe", "4.00")).await.refused(), "listing-not-yours");
    let wanted = village.put_up("chloe", Listing { sort: Sort::Want, title: words("Un coup de main"), ..jam() }).await.posted();
    assert_eq!(village.act("bob", sale(&wanted, "alice", "4.00")).await.refused(), "listing-not-yours");
    village.act("chloe", sale(&wanted, "bob", "4.00")).await.accepted();
    assert_eq!(village.act("bob", sale(&DocumentId([9; 32]).to_string(), "alice", "1.00")).await.refused(), "listing-closed");
    village.look("/projector").await.shows(["Chloe → Bob", "Un coup de main"]);
}

#[tokio::test]
async fn a_price_in_dividends_follows_the_dividend() {
    let mut village = Village::with_alice_and_bob().await;
    let listing = Listing { price: Some(Price::Dividends(amount("0.50"))), ..jam() };
    let posted = village.put_up("alice", listing).await.posted();
    village.look(&format!("/listing/{posted}")).await.shows(["5 Ğ"]);
    village.wait(10 * crate::village::PERIOD).await;
    village.look(&format!("/listing/{posted}")).await.shows(["5 Ğ"]);
    village.wait(crate::village::PERIOD).await;
    village.look(&format!("/listing/{posted}")).await.shows(["5,50 Ğ"]);
}

#[tokio::test]
async fn what_is_given_may_be_taken_for_nothing() {
    let mut village = Village::with_alice_and_bob().await;
    let gift = Listing { sort: Sort::Gift, price: None, quantity: 1, ..jam() };
    let posted = village.put_up("alice", gift).await.posted();
    village.act("bob", sale(&posted, "alice", "0.00")).await.accepted();
    assert_eq!(village.balance("bob"), "10.00");
    assert_eq!(village.act("bob", sale(&posted, "alice", "0.00")).await.refused(), "listing-closed");
}

#[tokio::test]
async fn each_sort_leads_on_by_its_own_way() {
    let mut village = Village::with_alice_and_bob().await;
    let offered = village.put_up("alice", jam()).await.posted();
    let page = village.look_as("bob", &format!("/listing/{offered}")).await;
    page.shows(["Payer Alice"]);
    assert!(!page.reads().contains("Je l’ai"));

    let wanted = village.put_up("alice", Listing { sort: Sort::Want, ..jam() }).await.posted();
    let page = village.look_as("bob", &format!("/listing/{wanted}")).await;
    page.shows(["Alice cherche, et paie qui l’apporte", "Je l’ai : me faire payer"]);
    assert!(!page.reads().contains("Payer Alice"), "whoever brings something pays nobody");
    let collect = village.look_as("bob", &format!("/collect?listing={wanted}&amount=1")).await;
    collect.shows(["Pour Confiture de mûres", "4 Ğ"]);
    let link = format!("/pay?to={}&amount=4.00&listing={wanted}", address("bob"));
    collect.shows([&link]);
    village.look_as("alice", &link).await.shows(["Vous payez Bob", "Confiture de mûres"]);
    let other = village.look_as("bob", &format!("/collect?listing={offered}")).await;
    assert!(!other.reads().contains(&offered), "nobody collects for what is offered");

    let gift =
        village.put_up("alice", Listing { sort: Sort::Gift, price: Some(Price::Units(amount("0.00"))), ..jam() }).await.posted();
    village.look_as("bob", &format!("/listing/{gift}")).await.shows(["Don", "Rien à payer", "Je le prends"]);
    let taking = village.look_as("bob", &format!("/pay?listing={gift}")).await;
    assert!(
        taking.text().contains("name=\"amount\" inputmode=\"decimal\" autocomplete=\"off\" value=\"0\""),
        "{}",
        taking.text()
    );
}

#[tokio::test]
async fn what_stands_is_never_hidden_by_what_is_over() {
    let mut village = Village::with_alice_and_bob().await;
    village.put_up("alice", Listing { title: words("Un vélo qui attend"), ..jam() }).await.posted();
    for number in 0..21 {
        let posted = village.put_up("alice", Listing { title: words(&format!("Pot n° {number}")), ..jam() }).await.posted();
        village.post("alice", Notice::Withdrawal(Withdrawal { listing: id(&posted) })).await.posted();
    }
    let page = village.look_as("alice", "/me").await;
    page.shows(["Un vélo qui attend", "Celles qui sont terminées", "Pot n° 20"]);
}

#[tokio::test]
async fn a_refused_payment_takes_nothing_from_the_shelf() {
    let mut village = Village::with_alice_and_bob().await;
    let posted = village.put_up("alice", Listing { quantity: 1, ..jam() }).await.posted();
    assert_eq!(village.act("bob", sale(&posted, "alice", "99.00")).await.refused(), "balance-too-small");
    village.act("bob", sale(&posted, "alice", "4.00")).await.accepted();
}

#[tokio::test]
async fn strangers_and_forgers_put_nothing_up() {
    let mut village = Village::with_alice_and_bob().await;
    assert_eq!(village.put_up("nobody", jam()).await.refused(), "unknown-account");
    let forged = village.sign("alice", "bob", Notice::Listing(jam())).to_text();
    assert_eq!(village.send(&forged, &Vec::new()).await.refused(), "key-not-authorised");
}

#[tokio::test]
async fn a_photo_is_kept_small_and_a_listing_shows_it() {
    let mut village = Village::with_alice_and_bob().await;
    let mut png = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(1_400, 700, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 80]));
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a picture in memory");
    let kept = village.ask(upload(png.into_inner())).await;
    assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.text());
    let photo = kept.text().trim_end().to_owned();

    let stored = village.look(&format!("/photos/{photo}")).await;
    assert_eq!(stored.header(header::CONTENT_TYPE), "image/jpeg");
    assert_eq!(DocumentId::of(&stored.body).to_string(), photo, "its name is the hash of what is served");
    assert_eq!(image::load_from_memory(&stored.body).expect("a JPEG").width(), 1_080);

    let posted = village.put_up("alice", Listing { photo: Some(id(&photo)), ..jam() }).await.posted();
    assert!(village.look(&format!("/listing/{posted}")).await.text().contains(&format!("/photos/{photo}")));
    let unknown = Listing { photo: Some(DocumentId([3; 32])), ..jam() };
    assert_eq!(village.put_up("alice", unknown).await.refused(), "photo-unknown");
}

#[tokio::test]
async fn a_photo_that_nobody_lists_is_gone_the_day_after() {
    let mut village = Village::with_alice_and_bob().await;
    let pictures = [0, 255].map(|shade| {
        let mut png = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([shade; 3]));
        picture.write_to(&mut png, image::ImageFormat::Png).expect("a picture in memory");
        png.into_inner()
    });
    let mut photos = Vec::new();
    for picture in &pictures {
        photos.push(village.ask(upload(picture.clone())).await.text().trim_end().to_owned());
    }
    village.put_up("alice", Listing { photo: Some(id(&photos[0])), ..jam() }).await.posted();
    village.wait(25 * 3_600).await;
    // Whatever is written next comes after the writer has looked.
    village.put_up("alice", jam()).await.posted();
    let mut found = Vec::new();
    for photo in &photos {
        found.push(village.look(&format!("/photos/{photo}")).await.status);
    }
    assert_eq!(found, [StatusCode::OK, StatusCode::NOT_FOUND]);
    // A phone that kept both until now sends the picture again, then the listing.
    let listing = Listing { photo: Some(id(&photos[1])), ..jam() };
    assert_eq!(village.put_up("bob", listing.clone()).await.refused(), "photo-unknown");
    assert_eq!(village.ask(upload(pictures[1].clone())).await.text().trim_end(), photos[1], "the same picture has the same name");
    village.put_up("bob", listing).await.posted();
}

#[tokio::test]
async fn what_is_no_picture_is_no_photo() {
    let village = Village::with_alice_and_bob().await;
    let refused = village.ask(upload(b"<svg onload=alert(1)>".to_vec())).await;
    assert_eq!((refused.refused().as_str(), refused.status), ("not-a-picture", StatusCode::UNSUPPORTED_MEDIA_TYPE));
    let early = Village::unopened();
    assert_eq!(early.ask(upload(Vec::new())).await.refused(), "not-opened");
}

fn upload(bytes: Vec<u8>) -> Request<RequestBody> {
    Request::builder().method(Method::POST).uri("/photos").body(RequestBody::from(bytes)).expect("a request")
}

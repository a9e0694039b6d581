//! What people read: in their language, in their way of counting, with or without an account.

use axum::http::{StatusCode, header};
use gune::ledger::Phase;
use gune::text::{Language, Text};

use crate::village::{ADDRESS, PERIOD, TOKEN, Village, address, form, jam};

const LANGUAGES: [(&str, Language); 2] = [("fr", Language::French), ("en", Language::English)];

#[tokio::test]
async fn every_page_speaks_the_readers_language() {
    let mut village = Village::with_alice_and_bob().await;
    village.put_up("alice", jam()).await.posted();
    village.wait(PERIOD).await;
    let paid = village.pay("alice", "bob", "4.00").await.accepted();
    for (code, language) in LANGUAGES {
        let text = Text::new(language);
        let pages = [
            ("/door", text.door_first_time()),
            ("/market", "Confiture de mûres"),
            ("/offer", text.offer_title()),
            ("/pay", text.pay_entry_title()),
            ("/me", text.explained_title()),
            ("/collect", text.collect_title()),
            ("/card", text.card_title()),
            ("/restore", text.restore_title()),
            ("/book", text.book_title()),
            ("/book/entries", text.book_all()),
            ("/book/accounts", "Bob"),
            ("/projector", text.projector_next()),
            ("/poster", text.poster_lead()),
            ("/refusals/balance-too-small", text.refusal("balance-too-small").expect("its words").0),
            (&format!("/receipt/{paid}"), &text.receipt_title(paid.to_string())),
        ];
        for (path, words) in pages {
            let cookies = format!("language={code}; account={}", address("alice"));
            let page = village.look_with(path, &cookies).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert!(page.text().contains(&format!("<html lang=\"{code}\"")), "{path} in {code}");
            page.shows([words]);
        }
    }
}

#[tokio::test]
async fn alice_reads_what_she_has_and_what_happened() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(PERIOD).await;
    village.pay("alice", "bob", "4.50").await.accepted();
    let page = village.look_as("alice", "/me").await;
    page.shows(["Alice", "15,50 Ğ", "Bob", "4,50 Ğ", "Dividende n° 1", "Dividende de bienvenue"]);
    let english = village.look_with("/me", &format!("language=en; account={}", address("alice"))).await;
    english.shows(["15.50 Ğ", "4.50 Ğ"]);
    let public = village.look(&format!("/book/account/{}", address("alice"))).await;
    public.shows(["Alice", "15,50 Ğ", "Dividende n° 1"]);
}

#[tokio::test]
async fn one_switch_counts_all_amounts_in_dividends() {
    let village = Village::with_alice_and_bob().await;
    village.wait(PERIOD).await;
    let fields = [("amounts", "dividends".to_owned()), ("back", "/me".to_owned())];
    let chosen = village.ask(form("/preferences", &fields, "")).await;
    assert_eq!((chosen.status, chosen.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/me"));
    let cookie = chosen.header(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned();
    assert_eq!(cookie, "amounts=dividends");
    let page = village.look_with("/me", &format!("{cookie}; language=fr; account={}", address("alice"))).await;
    page.shows(["2 DU", "≈ 20 Ğ"]);

    let language = village.ask(form("/preferences", &[("language", "en".to_owned())], "")).await;
    assert!(language.header(header::SET_COOKIE).starts_with("language=en;"));
    let nonsense = [("language", "xx".to_owned()), ("amounts", "euros".to_owned()), ("back", "//evil.example".to_owned())];
    let nonsense = village.ask(form("/preferences", &nonsense, "")).await;
    assert_eq!((nonsense.headers.get(header::SET_COOKIE), nonsense.header(header::LOCATION)), (None, "/"));
}

#[tokio::test]
async fn a_visitor_without_a_cookie_is_answered_as_the_browser_asks() {
    let village = Village::open().await;
    let request = axum::http::Request::builder().uri("/door").header(header::ACCEPT_LANGUAGE, "de, en;q=0.8, fr;q=0.5");
    let page = village.ask(request.body(axum::body::Body::empty()).expect("a request")).await;
    page.shows([Text::new(Language::English).door_name()]);
}

#[tokio::test]
async fn the_entrance_leads_each_to_their_place() {
    let village = Village::with_alice_and_bob().await;
    assert_eq!(village.look("/").await.header(header::LOCATION), "/door");
    assert_eq!(village.look_as("alice", "/").await.header(header::LOCATION), "/market");
    assert_eq!(village.look_as("nobody", "/me").await.header(header::LOCATION), "/door", "a cookie of another market");
    village.look("/door").await.shows(["Marché de la place", "Roubaix", "10 Ğ"]);
}

#[tokio::test]
async fn what_is_not_there_is_said_plainly() {
    let village = Village::open().await;
    let unknown = address("nobody");
    let missing = [
        format!("/book/account/{unknown}"),
        "/book/account/nonsense".into(),
        "/book/99".into(),
        "/receipt/99".into(),
        format!("/listing/{}", gune::ledger::DocumentId([1; 32])),
        "/refusals/no-such-code".into(),
        "/nowhere".into(),
    ];
    for path in missing {
        let page = village.look(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.shows([Text::new(Language::French).missing_title()]);
    }
    assert_eq!(village.look(&format!("/accounts/{unknown}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(village.look(&format!("/accounts/{unknown}/keys")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_payee_is_found_by_code_by_address_and_by_link() {
    let village = Village::with_alice_and_bob().await;
    let bob = address("bob");
    let row = village.app.read(move |reader| reader.account(&bob)).await.expect("the file").expect("bob");
    let link = serde_urlencoded::to_string([("to", format!("{ADDRESS}/pay?to={bob}"))]).expect("a pair of texts");
    for query in [format!("code={}", row.code), format!("to={bob}&amount=3.50&memo=pain"), link] {
        let page = village.look_as("alice", &format!("/pay?{query}")).await;
        page.shows(["Bob", &bob.short()]);
        assert!(page.text().contains("data-sign=\"payment\""), "{query}");
    }
    let slip = village.look_as("alice", "/pay?code=9999").await;
    assert!(!slip.text().contains("data-sign=\"payment\""), "a slip of the finger pays nobody");
}

#[tokio::test]
async fn the_wall_shows_the_market_and_the_poster_the_wifi() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(3 * PERIOD).await;
    village.pay("alice", "bob", "4.00").await.accepted();
    let wall = village.look("/projector").await;
    wall.shows(["Marché de la place", "80 Ğ", "40 Ğ", "Alice → Bob", "192.168.1.20:8080"]);
    assert!(wall.text().contains("<svg"), "its charts are drawn on the server");
    village.look("/poster").await.shows(["Roubaix", "192.168.1.20:8080"]);

    let wifi = [("name", "Atelier".to_owned()), ("password", "pain;beurre".to_owned())];
    assert_eq!(village.ask(form("/organise/wifi", &wifi, "")).await.refused(), "organisers-link");
    assert!(!village.look("/poster").await.reads().contains("Atelier"));
    let set = village.ask(form("/organise/wifi", &wifi, &format!("organiser={TOKEN}"))).await;
    assert_eq!(set.header(header::LOCATION), "/organise");
    village.look("/poster").await.shows(["Atelier", "pain;beurre"]);
    village.look("/projector").await.shows(["Atelier"]);
    let long = [("name", "x".repeat(33)), ("password", String::new())];
    assert_eq!(village.ask(form("/organise/wifi", &long, &format!("organiser={TOKEN}"))).await.refused(), "malformed");
}

#[tokio::test]
async fn before_anybody_has_a_line_the_wall_says_what_the_room_waits_for() {
    let mut village = Village::open().await;
    let text = Text::new(Language::default());
    let waits = [
        text.balances_waits_people(),
        text.balances_waits(),
        text.balances_waits_paused(),
        text.balances_never(),
        text.balances_hint_points(),
        text.balances_hint(),
    ];
    let says = async |village: &Village, wanted: &str| {
        let wall = village.look("/projector").await.reads();
        let shown = |words: &&str| wall.contains(&words.split_whitespace().collect::<Vec<_>>().join(" "));
        let said: Vec<&str> = waits.into_iter().filter(shown).collect();
        assert_eq!(said, [wanted]);
    };
    says(&village, text.balances_waits_people()).await;
    village.join("alice").await.accepted();
    says(&village, text.balances_waits()).await;
    village.tempo(Phase::Paused).await.accepted();
    says(&village, text.balances_waits_paused()).await;
    village.tempo(Phase::Closed).await.accepted();
    says(&village, text.balances_never()).await;
    village.tempo(Phase::Running).await.accepted();
    village.wait(PERIOD).await;
    says(&village, text.balances_hint_points()).await;
    assert!(village.look("/projector").await.text().contains("<circle"), "a dot a person");
    village.wait(PERIOD).await;
    says(&village, text.balances_hint()).await;
}

#[tokio::test]
async fn the_desk_is_the_organisers_and_lists_who_waits() {
    let mut village = Village::with_alice_and_bob().await;
    village.door(gune::ledger::document::Door::Shut).await.accepted();
    village.join("chloe").await.accepted();
    assert_eq!(village.look_as("alice", "/organise").await.header(header::LOCATION), "/");
    let desk = village.look_as("olive", "/organise").await;
    desk.shows(["Chloe", "Alice", "Bob"]);
    assert!(desk.text().contains("data-sign=\"admission\""));
}

#[tokio::test]
async fn every_entry_of_the_book_can_be_read_and_shows_the_text_that_was_signed() {
    let mut village = Village::with_alice_and_bob().await;
    village.wait(PERIOD).await;
    village.pay("alice", "bob", "4.00").await.accepted();
    for index in 0..village.size() {
        let page = village.look(&format!("/book/{index}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let bytes = village.app.read(move |reader| reader.entry(index)).await.expect("the file").expect("an entry");
        let entry = String::from_utf8(bytes).expect("an entry is text");
        let shown = page.reads();
        assert!(entry.lines().all(|line| shown.contains(line)), "{entry}");
    }
    village.look("/book/entries").await.shows(["Alice → Bob", "Alice arrive", "La porte s’ouvre : qui arrive est membre"]);
}

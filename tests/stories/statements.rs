//! Statements: every line once, on one page or another, and the same again when the views are made anew.

use gune::ledger::Commitment;
use gune::ledger::document::{Admission, Body, Departure, Door, Erasure, Output, Payment};
use scraper::{ElementRef, Html, Selector};

use crate::village::{PERIOD, Village, address, amount, payment, text};

/// How many entries a page of a statement has.
const PAGE: usize = 50;

/// The lines of somebody's statement, each page by the link on the one before: what it leads to, what it says.
async fn statement(village: &Village, who: &str) -> Vec<Vec<(String, String)>> {
    let [lines, older] = [".move a", "#movements p > a.quiet"].map(|css| Selector::parse(css).expect("a selector"));
    let href = |link: ElementRef<'_>| link.attr("href").expect("a link leads somewhere").to_owned();
    let mut next = Some(format!("/book/account/{}", address(who)));
    let mut pages = Vec::new();
    while let Some(page) = next {
        let html = Html::parse_document(village.look(&page).await.text());
        let words = |line: ElementRef<'_>| line.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
        pages.push(html.select(&lines).map(|line| (href(line), words(line))).collect());
        next = html.select(&older).next().map(href);
    }
    pages
}

/// Alice pays bob and carole together, again and again; bob leaves for three dividends, and comes back.
async fn afternoon() -> Village {
    let mut village = Village::with_alice_and_bob().await;
    village.join("carole").await.accepted();
    village.door(Door::Shut).await.accepted();
    for _ in 0..60 {
        let outputs = ["bob", "carole"].map(|to| Output { to: address(to), amount: amount("0.01") }).to_vec();
        village.act("alice", Body::Payment(Payment { outputs, ..payment("bob", "0.01") })).await.accepted();
    }
    village.wait(PERIOD).await;
    village.act("bob", Body::Departure(Departure { member: address("bob") })).await.accepted();
    village.wait(3 * PERIOD).await;
    village.act("olive", Body::Admission(Admission { members: vec![address("bob")] })).await.accepted();
    village.wait(PERIOD).await;
    village
}

#[tokio::test]
async fn each_payee_of_each_payment_has_a_line_and_pages_neither_repeat_nor_lose_any() {
    let village = afternoon().await;
    let alice = statement(&village, "alice").await;
    assert_eq!(alice.len(), 2);
    let sent = |page: &[(String, String)], to: &str| page.iter().filter(|(_, line)| line.starts_with(to)).count();
    for to in ["Bob", "Carole"] {
        assert_eq!((sent(&alice[0], to), sent(&alice[1], to)), (PAGE, 60 - PAGE), "{to}: {alice:?}");
    }
    let mut leads: Vec<&String> = alice.iter().flatten().map(|(href, _)| href).collect();
    leads.dedup();
    // Sixty payments, the welcome dividend, and the five that fell.
    assert_eq!(leads.len(), 60 + 1 + 5, "the two lines of a payment stand together, and no entry stands on two pages");

    // Who is no member receives none of the dividends that fall meanwhile, and is granted one anew.
    let bob: Vec<String> = statement(&village, "bob").await.into_iter().flatten().map(|(_, line)| line).collect();
    let received = |what: &str| bob.iter().filter(|line| line.starts_with(what)).count();
    assert_eq!((received("Alice"), received("Dividende de bienvenue"), received("Dividende n°")), (60, 2, 2), "{bob:?}");
    assert!(received("Dividende n° 1") == 1 && received("Dividende n° 5") == 1);
}

#[tokio::test]
async fn views_made_anew_show_the_same_and_forget_the_same() {
    let mut village = afternoon().await;
    let memos = ["premier mot", "second mot"].map(text);
    for memo in &memos {
        let paid = Payment { memo: Some(Commitment::to(&memo.0, &memo.1)), ..payment("carole", "0.01") };
        let document = village.sign("bob", "bob", Body::Payment(paid)).to_text();
        village.send(&document, &vec![memo.clone()]).await.accepted();
        village.act("bob", Body::Erasure(Erasure)).await.accepted();
    }
    let mut before = Vec::new();
    for who in ["alice", "bob", "carole"] {
        before.push(statement(&village, who).await);
    }
    let path = village.folder().join("gune.db");
    let mut store = gune::store::Store::open(&path).expect("the file");
    store.clear_views().expect("views can be dropped");
    drop(store);
    // As if the texts had been put back by other hands.
    let file = rusqlite::Connection::open(&path).expect("the file");
    for (salt, memo) in &memos {
        let put = "insert into personal_text (commitment, salt, text) values (?, ?, ?)";
        file.execute(put, rusqlite::params![Commitment::to(salt, memo).0, salt, memo]).expect("a row");
    }
    drop(file);
    let village = village.restart_on("gune.db").expect("the book is whole");
    for (who, before) in ["alice", "bob", "carole"].into_iter().zip(before) {
        assert_eq!(statement(&village, who).await, before, "{who}");
    }
    for (salt, memo) in &memos {
        let left = village.app.sequencer.readers().read(|reader| reader.personal_text(&Commitment::to(salt, memo)));
        assert_eq!(left.expect("the file"), None, "{memo}: each erasure is made anew");
    }
}

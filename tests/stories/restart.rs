//! The laptop is switched off and on: the same book comes back, and no older one.

use gune::ledger::Body;
use gune::sequencer::ReplayError;

use crate::village::{PERIOD, Texts, Village, address, jam, payment};

#[tokio::test]
async fn after_a_restart_everything_is_as_it_was_and_time_is_caught_up() {
    let mut village = Village::with_alice_and_bob().await;
    village.put_up("alice", jam()).await.posted();
    village.pay("alice", "bob", "4.00").await.accepted();
    village.wait(PERIOD).await;
    let (size, root) = (village.size(), village.app.sequencer.book().tree.root());
    let state = village.app.sequencer.book().ledger.clone();
    let page = village.look_as("alice", "/me").await.reads();

    let mut village = village.restart_on("gune.db").expect("the book is whole");
    assert_eq!((village.size(), village.app.sequencer.book().tree.root()), (size, root));
    assert_eq!(village.app.sequencer.book().ledger, state);
    assert_eq!(village.look_as("alice", "/me").await.reads(), page);
    village.look("/market").await.shows(["Confiture de mûres"]);
    village.wait(2 * PERIOD).await;
    assert_eq!(village.balance("alice"), "36.00");
    village.pay("alice", "bob", "1.00").await.accepted();
}

#[tokio::test]
async fn the_views_are_rebuilt_from_the_log_alone() {
    let mut village = Village::with_alice_and_bob().await;
    village.pay("alice", "bob", "4.00").await.accepted();
    village.wait(PERIOD).await;
    let statement = async |village: &Village| village.look(&format!("/book/account/{}", address("bob"))).await;
    let before = statement(&village).await.reads();
    for line in ["+4", "Dividende de bienvenue", "Dividende n° 1", "Alice"] {
        assert!(before.contains(line), "{line}: {before}");
    }
    let mut store = gune::store::Store::open(&village.folder().join("gune.db")).expect("the file");
    store.clear_views().expect("views can be dropped");
    drop(store);
    assert_eq!(statement(&village).await.status, 404, "they are gone");
    let village = village.restart_on("gune.db").expect("the book is whole");
    assert_eq!(statement(&village).await.reads(), before);
}

#[tokio::test]
async fn an_old_copy_of_the_book_is_not_served() {
    let mut village = Village::with_alice_and_bob().await;
    village.app.sequencer.readers().backup(&village.folder().join("copy.db")).expect("a copy");
    village.pay("alice", "bob", "4.00").await.accepted();
    let refused = village.restart_on("copy.db");
    assert!(matches!(refused.err(), Some(ReplayError::Behind(_))), "it would fork the book under our own signature");
}

#[tokio::test]
async fn the_latest_copy_of_the_book_is_served() {
    let mut village = Village::with_alice_and_bob().await;
    village.pay("alice", "bob", "4.00").await.accepted();
    village.app.sequencer.readers().backup(&village.folder().join("copy.db")).expect("a copy");
    let mut village = village.restart_on("copy.db").expect("nothing was revealed since");
    assert_eq!(village.balance("bob"), "14.00");
    village.pay("bob", "alice", "1.00").await.accepted();
}

#[tokio::test]
async fn a_book_changed_by_other_hands_is_not_served() {
    let mut village = Village::with_alice_and_bob().await;
    let paid = village.pay("alice", "bob", "4.00").await.accepted();
    let file = rusqlite::Connection::open(village.folder().join("gune.db")).expect("the file");
    file.execute_batch("drop trigger entry_stays").expect("whoever has the file can do that");
    let changed = "update entry set bytes = cast(replace(cast(bytes as text), ' 4.00', ' 1.00') as blob) where idx = ?";
    assert_eq!(file.execute(changed, [paid as i64]).expect("and that"), 1);
    drop(file);
    let refused = village.restart_on("gune.db");
    assert!(matches!(refused.err(), Some(ReplayError::Corrupt { index, .. }) if index == paid), "it names the line");
}

#[tokio::test]
async fn a_document_of_before_the_restart_is_still_known_by_its_number() {
    let village = Village::with_alice_and_bob().await;
    let pays = |amount| Body::Payment(payment("bob", amount));
    let old = village.sign_numbered("alice", "alice", 10, pays("4.00")).to_text();
    let place = village.send(&old, &Texts::new()).await.accepted();
    let late = village.sign_numbered("alice", "alice", 20, pays("1.00")).to_text();
    village.send(&late, &Texts::new()).await.accepted();

    let village = village.restart_on("gune.db").expect("the book is whole");
    assert_eq!(village.send(&old, &Texts::new()).await.known(), place);
    let other = village.sign_numbered("alice", "alice", 10, pays("5.00")).to_text();
    assert_eq!(village.send(&other, &Texts::new()).await.refused(), "number-reused");
    let skipped = village.sign_numbered("alice", "alice", 15, pays("5.00")).to_text();
    assert_eq!(village.send(&skipped, &Texts::new()).await.refused(), "number-used");
    assert_eq!(village.balance("alice"), "5.00");
}

#[tokio::test]
async fn a_book_with_an_index_and_a_table_of_movements_is_brought_forward_with_its_statements() {
    let mut village = Village::with_alice_and_bob().await;
    village.pay("alice", "bob", "4.00").await.accepted();
    let page = village.look_as("bob", "/me").await.reads();
    let path = village.folder().join("gune.db");
    let file = rusqlite::Connection::open(&path).expect("the file");
    file.execute_batch(
        "create unique index entry_by_number on entry (key, number);
         drop table membership; create table movement (idx integer); pragma user_version = 4",
    )
    .expect("as the version before left it");
    drop(file);
    let village = village.restart_on("gune.db").expect("the book is brought forward");
    assert_eq!(village.look_as("bob", "/me").await.reads(), page);
    // And from the version between, whose table was made by the migration itself.
    let between =
        include_str!("../../migrations/0005_cheaper_rows.sql").replace("drop table movement;", "drop table membership;");
    let file = rusqlite::Connection::open(&path).expect("the file");
    file.execute_batch(&format!("{between} pragma user_version = 5")).expect("as the version between left it");
    drop(file);
    let village = village.restart_on("gune.db").expect("the book is brought forward");
    assert_eq!(village.look_as("bob", "/me").await.reads(), page);
    let left = "select count(*) from sqlite_schema where name in ('entry_by_number', 'movement')";
    let file = rusqlite::Connection::open(&path).expect("the file");
    assert_eq!(file.query_row(left, [], |row| row.get(0)), Ok(0));
}

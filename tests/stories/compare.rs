//! Words noted on a flipchart: whether they are of this book, and of when.

use gune::ledger::log::{Checkpoint, check_numbers};
use gune::text::{Language, Text};

use crate::village::Village;

/// The check words of the present head, as somebody of that language notes them.
fn words(village: &Village, language: Language) -> Vec<&'static str> {
    let book = village.app.sequencer.book();
    let note = book.checkpoint.as_ref().expect("an open book has a head");
    let head = Checkpoint::from_note(note, village.app.sequencer.log()).expect("our own signature");
    Text::new(language).head_words(&check_numbers(&head))
}

fn french() -> Text {
    Text::new(Language::French)
}

async fn compare(village: &Village, typed: &str) -> String {
    let query = serde_urlencoded::to_string([("words", typed)]).expect("words fit into an address");
    village.look(&format!("/compare?{query}")).await.text().to_owned()
}

#[tokio::test]
async fn words_noted_at_the_opening_are_found_in_either_language_however_the_book_has_grown() {
    let mut village = Village::open().await;
    let noted = Language::ALL.iter().map(|language| words(&village, *language).join(" ")).collect::<Vec<_>>();
    let size = village.size();
    village.join("alice").await.accepted();
    village.join("bob").await.accepted();
    for typed in &noted {
        let page = compare(&village, typed).await;
        assert!(page.contains(&french().compare_since(2)), "{page}");
        assert!(page.contains(&format!("href=\"/book/{}\"", size - 1)), "{page}");
    }
    let present = compare(&village, &words(&village, Language::French).join(" ").to_uppercase()).await;
    assert!(present.contains(french().compare_present()), "{present}");
}

#[tokio::test]
async fn one_word_noted_wrongly_is_pointed_at_and_two_are_no_head() {
    let village = Village::with_alice_and_bob().await;
    let right = words(&village, Language::French);
    let list = Language::French.word_list();
    let another =
        |place: usize| list.iter().find(|word| !right.contains(*word) && **word != right[place]).copied().expect("2 048");
    for place in 0..right.len() {
        let mut noted = right.clone();
        noted[place] = another(place);
        let page = compare(&village, &noted.join(" ")).await;
        assert!(page.contains(&french().compare_almost((place + 1).to_string())) && page.contains(right[place]), "{page}");
    }
    let mut noted = right.clone();
    (noted[1], noted[4]) = (another(1), another(4));
    assert!(compare(&village, &noted.join(" ")).await.contains(french().compare_absent()));
    let mut turned = right;
    turned.reverse();
    assert!(compare(&village, &turned.join(" ")).await.contains(french().compare_absent()), "the order counts");
}

#[tokio::test]
async fn what_is_not_six_check_words_is_said_plainly() {
    let village = Village::open().await;
    assert!(compare(&village, "abeille abeille").await.contains(&french().compare_count("2")));
    assert!(compare(&village, "abolir abolir abolir zorglub abolir abolir").await.contains("zorglub"));
    let long = compare(&village, &"abolir ".repeat(5_000)).await;
    assert!(long.contains(&french().compare_count("29")), "what is too long to be six words is cut: {long}");
    assert!(!compare(&village, "<script>alert(1)</script> a b c d e").await.contains("<script>alert"));
}

#[tokio::test]
async fn a_book_that_is_started_again_still_finds_its_heads() {
    let mut village = Village::with_alice_and_bob().await;
    let noted = words(&village, Language::English).join(" ");
    village.pay("alice", "bob", "1.00").await.accepted();
    // A book that was written before there was such a list.
    let file = rusqlite::Connection::open(village.folder().join("gune.db")).expect("the file");
    assert!(file.execute("delete from head", []).expect("a view") > 3);
    drop(file);
    let village = village.restart_on("gune.db").expect("its own book");
    assert!(compare(&village, &noted).await.contains(&french().compare_since(1)));
}

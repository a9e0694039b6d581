//! `/compare`: check words noted on paper, and whether the head they stand for belongs to this book.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use super::{Market, Shown, answer, market, page};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::compare::{Compare, FoundHead, Verdict};
use crate::http::viewer::Viewer;
use crate::ledger::log::check_words::CHECK_WORDS;
use crate::ledger::log::{CheckNumbers, Note, check_numbers_of};
use crate::market::search::fold;
use crate::store::{HeadRow, Reader, StoreError};
use crate::text::Language;

/// Fewer letters than so are no word: four always say which one of its list it is, three often do.
const LETTERS_MIN: usize = 3;

/// The longest text that is read as words: six of them, with whatever stands between.
const TYPED_MAX: usize = 200;

#[derive(Debug, Default, Deserialize)]
pub(in crate::http) struct Noted {
    #[serde(default)]
    words: String,
}

/// What six typed words can mean.
#[derive(Debug, PartialEq, Eq)]
enum Reading {
    /// So many words instead of six.
    Count(usize),
    /// The word at this place, counted from 1, stands in no list.
    Unknown(usize, String),
    /// Their places in each list that knows all of them.
    Numbers(Vec<CheckNumbers>),
}

pub(in crate::http) async fn compare(State(app): State<Arc<App>>, viewer: Viewer, Query(noted): Query<Noted>) -> Response {
    let shown = show_compare(&app, &viewer, noted.words).await;
    answer(&app, &viewer, shown)
}

async fn show_compare(app: &App, viewer: &Viewer, typed: String) -> Shown {
    let market = market(app, viewer)?;
    let typed: String = typed.chars().take(TYPED_MAX).collect();
    let verdict = match (typed.trim().is_empty(), read(&typed)) {
        (true, _) => Verdict::Nothing,
        (_, Reading::Count(count)) => Verdict::Count(count),
        (_, Reading::Unknown(position, word)) => Verdict::Unknown { position, word },
        (_, Reading::Numbers(readings)) => {
            let asked = readings.clone();
            let near = app.read(move |reader| nearest(&asked, |noted| heads_for(reader, noted))).await?;
            near.map_or(Verdict::Absent, |near| near.verdict(app, viewer, &market))
        }
    };
    Ok(page(&Compare {
        page: viewer.frame(app, Tab::Book),
        words: market.check_words(viewer),
        size: market.size(),
        typed,
        verdict,
    }))
}

/// The words as people note them: without accents, with four letters, between whatever signs.
fn read(typed: &str) -> Reading {
    let typed = fold(typed);
    let words: Vec<&str> = typed.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    if words.len() != CHECK_WORDS {
        return Reading::Count(words.len());
    }
    let placed: Vec<Vec<Option<u16>>> =
        Language::ALL.iter().map(|language| words.iter().map(|word| place(word, language.word_list())).collect()).collect();
    let whole = |places: &Vec<Option<u16>>| places.iter().copied().collect::<Option<Vec<u16>>>()?.try_into().ok();
    let readings: Vec<CheckNumbers> = placed.iter().filter_map(whole).collect();
    // The list that knows most of the words is the one that was meant.
    let meant = placed.iter().max_by_key(|places| places.iter().flatten().count());
    match meant.and_then(|places| places.iter().position(Option::is_none)) {
        Some(unknown) if readings.is_empty() => Reading::Unknown(unknown + 1, words[unknown].to_owned()),
        _ => Reading::Numbers(readings),
    }
}

/// The place of a word, folded, in a list: the word itself, or the only one that begins so.
fn place(word: &str, list: &[&str]) -> Option<u16> {
    let exact = list.iter().position(|candidate| fold(candidate) == word);
    let begun = || {
        let mut begun = (0..).zip(list).filter(|(_, candidate)| fold(candidate).starts_with(word)).map(|(place, _)| place);
        begun.next().filter(|_| begun.next().is_none())
    };
    let found = exact.or_else(|| (word.chars().count() >= LETTERS_MIN).then(begun).flatten())?;
    u16::try_from(found).ok()
}

/// A head, and where its words are others than those that were noted.
struct Near<Head> {
    head: Head,
    numbers: CheckNumbers,
    differs: Option<usize>,
}

/// The head with these words or else, of the first reading that has one, the latest of which all words but one are these.
/// `heads` gives those worth a look for a reading, the latest first.
fn nearest<Head, Error>(
    readings: &[CheckNumbers],
    mut heads: impl FnMut(&CheckNumbers) -> Result<Vec<(Head, CheckNumbers)>, Error>,
) -> Result<Option<Near<Head>>, Error> {
    let mut almost = None;
    for noted in readings {
        for (head, numbers) in heads(noted)? {
            let mut differing = (0..CHECK_WORDS).filter(|place| numbers[*place] != noted[*place]);
            match (differing.next(), differing.next()) {
                (None, _) => return Ok(Some(Near { head, numbers, differs: None })),
                (Some(place), None) if almost.is_none() => almost = Some(Near { head, numbers, differs: Some(place) }),
                _ => {}
            }
        }
    }
    Ok(almost)
}

/// The heads of the book that have these words, and then those that are like them.
fn heads_for(reader: &Reader<'_>, noted: &CheckNumbers) -> Result<Vec<(HeadRow, CheckNumbers)>, StoreError> {
    let rows = reader.heads_by_words(noted)?.into_iter().chain(reader.heads_like_words(noted)?);
    let numbered = |head: HeadRow| {
        let numbers = check_numbers_of(&Note::parse(head.checkpoint.as_bytes()).ok()?)?;
        Some((head, numbers))
    };
    Ok(rows.filter_map(numbered).collect())
}

impl Near<HeadRow> {
    fn verdict(self, app: &App, viewer: &Viewer, market: &Market) -> Verdict {
        let found = FoundHead {
            size: self.head.size,
            when: viewer.text.day_and_hour(self.head.at.seconds(), &app.place.zone),
            since: market.size().saturating_sub(self.head.size),
        };
        match self.differs {
            None => Verdict::Found(found),
            Some(place) => {
                let word = viewer.text.head_words(&self.numbers).get(place).copied().unwrap_or_default();
                Verdict::Almost { head: found, position: place + 1, word }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use serde_json::Value;

    use super::*;

    fn vectors(name: &str) -> Vec<Value> {
        let vectors: Value = serde_json::from_str(include_str!("../../../tests/vectors/noted.json")).unwrap();
        let cases = vectors[name].as_array().unwrap().clone();
        assert!(cases.len() > 8, "{name}");
        cases
    }

    fn numbers(case: &Value) -> Vec<CheckNumbers> {
        serde_json::from_value(case.clone()).unwrap()
    }

    #[test]
    fn words_are_read_as_people_note_them_here_and_in_the_page_that_verifies_alike() {
        for case in vectors("typed") {
            let expected = match (case["count"].as_u64(), case["position"].as_u64()) {
                (Some(count), _) => Reading::Count(count.try_into().unwrap()),
                (_, Some(place)) => Reading::Unknown(place.try_into().unwrap(), case["word"].as_str().unwrap().to_owned()),
                _ => Reading::Numbers(numbers(&case["numbers"])),
            };
            assert_eq!(read(case["typed"].as_str().unwrap()), expected, "{case}");
        }
    }

    #[test]
    fn the_head_that_was_meant_is_found_here_and_in_the_page_that_verifies_alike() {
        for case in vectors("nearest") {
            let heads = numbers(&case["heads"]);
            let latest_first = |_: &CheckNumbers| Ok::<_, Infallible>(heads.iter().copied().enumerate().rev().collect());
            let near = nearest(&numbers(&case["noted"]), latest_first).unwrap();
            let place = |value: &Value| value.as_u64().map(|place| usize::try_from(place).unwrap());
            let found = near.map(|near| (near.head, near.differs));
            assert_eq!(found, place(&case["head"]).map(|head| (head, place(&case["differs"]))), "{case}");
        }
    }
}

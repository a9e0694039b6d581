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

/// The first letters of a word that say which one of its list it is.
const LETTERS: usize = 4;

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
            let near = app.read(move |reader| nearest(reader, &asked)).await?;
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
    let begun = || list.iter().position(|candidate| fold(candidate).starts_with(word));
    let found = exact.or_else(|| (word.chars().count() >= LETTERS).then(begun).flatten())?;
    u16::try_from(found).ok()
}

/// A head, and where its words are others than those that were noted.
struct Near {
    head: HeadRow,
    numbers: CheckNumbers,
    differs: Option<usize>,
}

/// The head with these words, or else the latest of which all words but one are these.
fn nearest(reader: &Reader<'_>, readings: &[CheckNumbers]) -> Result<Option<Near>, StoreError> {
    let mut almost: Option<Near> = None;
    for noted in readings {
        for head in reader.heads_by_words(noted)?.into_iter().chain(reader.heads_like_words(noted)?) {
            let numbers = Note::parse(head.checkpoint.as_bytes()).ok().as_ref().and_then(check_numbers_of);
            let Some(numbers) = numbers else { continue };
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

impl Near {
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
    use super::*;

    #[test]
    fn words_are_read_as_people_note_them() {
        let [french, english] = [Language::French, Language::English].map(|language| language.word_list());
        let numbers: CheckNumbers = [0, 2047, 700, 1024, 3, 1999];
        for list in [french, english] {
            let words = numbers.map(|number| list[usize::from(number)]);
            assert_eq!(read(&words.join(" ")), Reading::Numbers(vec![numbers]), "{words:?}");
            let short = words.map(|word| fold(word).chars().take(LETTERS).collect::<String>().to_uppercase());
            assert_eq!(read(&format!(" 1. {} ", short.join(" - "))), Reading::Numbers(vec![numbers]), "{short:?}");
        }
    }

    #[test]
    fn a_word_that_stands_in_no_list_is_named() {
        assert_eq!(read("abaisser abandon zorglub abdiquer abeille abolir"), Reading::Unknown(3, "zorglub".into()));
        assert_eq!(read("abaisser abandon"), Reading::Count(2));
        assert_eq!(read("1 2 3"), Reading::Count(0));
    }
}

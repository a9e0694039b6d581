//! `POST /preferences`: the language, and how amounts are shown. Cookies, so that pages need no script for it.

use axum::Form;
use axum::http::header::SET_COOKIE;
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::text::Language;

/// How long a preference is kept: the longest browsers allow, 400 days, in seconds.
const KEPT_SECONDS: u32 = 400 * 24 * 3600;

#[derive(Deserialize)]
pub(super) struct Preferences {
    amounts: Option<String>,
    language: Option<String>,
    back: Option<String>,
}

pub(super) async fn preferences(Form(wanted): Form<Preferences>) -> Response {
    let amounts = wanted.amounts.filter(|amounts| ["units", "dividends"].contains(&amounts.as_str()));
    let language = wanted.language.filter(|language| Language::of(language).is_some());
    let cookies = [("amounts", amounts), ("language", language)];
    let cookies = cookies.into_iter().filter_map(|(name, value)| Some((SET_COOKIE, cookie(name, &value?))));
    (AppendHeaders(cookies.collect::<Vec<_>>()), Redirect::to(&back(wanted.back.as_deref()))).into_response()
}

/// A cookie that plain http in a room keeps too: browsers drop `Secure` ones there.
pub(super) fn cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax")
}

/// A path of this market, never another place.
fn back(path: Option<&str>) -> String {
    let ours = |path: &&str| path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\n', '\r', '\t']);
    path.filter(ours).filter(|path| path.is_ascii()).unwrap_or("/").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_this_market_only() {
        assert_eq!(back(Some("/me?x=1")), "/me?x=1");
        for elsewhere in ["//evil.example", "https://evil.example", "/\\evil.example", "", "me", "/a\nb"] {
            assert_eq!(back(Some(elsewhere)), "/", "{elsewhere:?}");
        }
    }
}

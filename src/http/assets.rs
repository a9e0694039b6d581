//! Scripts, style, fonts and icons: built into the program, named by their content, cached for ever.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file that pages ask for.
pub struct Asset {
    /// Its name in `web/`, such as `sign.js`.
    pub name: &'static str,
    /// Where it is served: `/assets/`, the name, and a hash of the content.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// The same compressed, for what compresses.
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The path of an asset.
///
/// # Panics
/// If there is no such asset: a template names one that the build does not make. The gallery renders every template.
#[must_use]
pub fn asset(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map(|asset| asset.path).expect("every template was rendered by a test")
}

pub(super) async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let found = ASSETS.iter().find(|asset| asset.path.strip_prefix("/assets/") == Some(file.as_str()));
    let Some(asset) = found else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut answer = HeaderMap::new();
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    match asset.gzip.filter(|_| accepted.contains("gzip")) {
        Some(gzip) => {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            (answer, gzip).into_response()
        }
        None => (answer, asset.bytes).into_response(),
    }
}

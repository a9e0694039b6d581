//! Where the files that pages ask for are found.

/// The path of an asset of the pages, such as `style.css`.
#[must_use]
pub fn asset(name: &str) -> String {
    format!("/assets/{name}")
}

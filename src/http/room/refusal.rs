//! `/refusals/<code>`: what a refusal means; and what stands where there is nothing.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Instead, answer, page};
use crate::http::app::App;
use crate::http::page::Tab;
use crate::http::page::failure::Refusal;
use crate::http::viewer::Viewer;

pub(in crate::http) async fn refusal(State(app): State<Arc<App>>, viewer: Viewer, Path(code): Path<String>) -> Response {
    let shown = match viewer.text.refusal(&code) {
        Some((what, why, now)) => {
            let frame = viewer.frame(&app, Tab::None);
            let (what, why, now) = (what.to_owned(), why.to_owned(), now.to_owned());
            Ok(page(&Refusal { page: frame, code, what, why, now }))
        }
        None => Err(Instead::Missing),
    };
    answer(&app, &viewer, shown)
}

pub(in crate::http) async fn missing(State(app): State<Arc<App>>, viewer: Viewer) -> Response {
    answer(&app, &viewer, Err(Instead::Missing))
}

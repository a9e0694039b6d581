//! Codes in photos: the text of a QR code, read here for phones, whose scripts it would make half as heavy again. What a
//! receipt says is verified in the phone all the same.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use image::DynamicImage;
use image::imageops::FilterType;
use rqrr::PreparedImage;

use super::app::App;
use super::photos;
use super::problem::Problem;
use super::viewer::Viewer;

/// The longest sides at which a photo is looked at in turn: a code that is lost at one is found at another. The last is
/// what a sheet needs whose code is a third of its width.
const SIDES: [u32; 4] = [1_200, 1_800, 900, 2_800];

pub(super) async fn read(State(app): State<Arc<App>>, viewer: Viewer, body: Result<Bytes, BytesRejection>) -> Response {
    match text_of(&app, body).await {
        Ok(text) => ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response(),
        Err(problem) => problem.response(&viewer),
    }
}

async fn text_of(app: &App, upload: Result<Bytes, BytesRejection>) -> Result<String, Problem> {
    let upload = upload?;
    let _turn = app.decoders.acquire().await.map_err(|_| Problem::plain("stopped"))?;
    let looked = tokio::task::spawn_blocking(move || photos::picture(&upload).map(|picture| text_in(&picture))).await;
    looked.ok().flatten().ok_or(Problem::plain("not-a-picture"))?.ok_or(Problem::plain("no-code"))
}

/// The text of a code in the picture.
fn text_in(picture: &DynamicImage) -> Option<String> {
    let longest = picture.width().max(picture.height());
    let larger = SIDES.iter().filter(|side| **side < longest);
    let smaller = larger.map(|side| picture.resize(*side, *side, FilterType::Triangle).into_luma8());
    let as_it_is = (longest <= SIDES.into_iter().max().unwrap_or_default()).then(|| picture.to_luma8());
    smaller.chain(as_it_is).find_map(|grey| {
        let side = |length: u32| usize::try_from(length).unwrap_or_default();
        let width = side(grey.width());
        let pixels = grey.as_raw();
        let at = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or_default();
        let mut prepared = PreparedImage::prepare_from_greyscale(width, side(grey.height()), at);
        prepared.detect_grids().iter().find_map(|grid| {
            let mut bytes = Vec::new();
            grid.decode_to(&mut bytes).ok()?;
            String::from_utf8(bytes).ok()
        })
    })
}

#[cfg(test)]
mod tests {
    use image::{GrayImage, Luma};

    use super::*;
    use crate::http::page::qr::{drawn, qr};

    /// A code on a sheet of paper, with so many pixels for a module.
    fn sheet(text: &str, module: u32) -> DynamicImage {
        let code = drawn(&qr(text, "").unwrap(), module);
        let mut paper = GrayImage::from_pixel(code.width() * 2, code.height() * 3, Luma([235]));
        image::imageops::overlay(&mut paper, &code, i64::from(code.width() / 3), i64::from(code.height()));
        paper.into()
    }

    #[test]
    fn the_longest_code_is_read_at_any_size_a_photo_has_it_and_its_letters_are_kept() {
        let text = format!("— né à Noël\n{}", "abcdefgh 0123+/=\n".repeat(130));
        for module in [3, 4, 7] {
            assert_eq!(text_in(&sheet(&text, module)).as_deref(), Some(text.as_str()), "{module} pixels a module");
        }
        assert_eq!(text_in(&sheet("Ğ", 40).rotate90()).as_deref(), Some("Ğ"));
    }

    #[test]
    fn where_there_is_no_code_nothing_is_read() {
        let mut chance = fastrand::Rng::with_seed(3);
        let noise = GrayImage::from_fn(2_000, 2_000, |_, _| Luma([chance.u8(..)]));
        assert_eq!(text_in(&noise.into()), None);
        assert_eq!(text_in(&DynamicImage::new_luma8(1, 1)), None);
        let dots = GrayImage::from_fn(1_500, 1_500, |x, y| Luma([if (x / 2 + y / 2) % 2 == 0 { 0 } else { 255 }]));
        assert_eq!(text_in(&dots.into()), None);
    }
}

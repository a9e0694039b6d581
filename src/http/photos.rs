//! Photos: decoded, turned upright, made smaller, re-encoded without metadata; named by the hash of what is stored.

use std::io::Cursor;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, Rgb, RgbImage};

use super::app::App;
use super::problem::Problem;
use super::viewer::Viewer;
use crate::ledger::DocumentId;

/// The largest upload: a photo straight from a phone.
pub(super) const UPLOAD_BYTES_MAX: usize = 12 * 1024 * 1024;
/// The longest side that is decoded at all, and the most memory it may take.
const DECODED_SIDE_MAX: u32 = 12_000;
const DECODED_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// The longest side that is stored: as wide as a large phone's screen has pixels.
const STORED_SIDE_MAX: u32 = 1_080;
/// Tried in turn until the photo fits in [`STORED_BYTES_MAX`].
const QUALITIES: [u8; 3] = [80, 60, 40];
/// What the table `photo` takes.
const STORED_BYTES_MAX: usize = 512 * 1024;

pub(super) async fn keep(State(app): State<Arc<App>>, viewer: Viewer, body: Result<Bytes, BytesRejection>) -> Response {
    match store(&app, body).await {
        Ok(id) => (StatusCode::CREATED, format!("{id}\n")).into_response(),
        Err(problem) => problem.response(&app, &viewer),
    }
}

pub(super) async fn photo(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let Ok(id) = id.parse::<DocumentId>() else { return StatusCode::NOT_FOUND.into_response() };
    match app.read(move |reader| reader.photo(&id)).await {
        Ok(Some(jpeg)) => {
            let caching = HeaderValue::from_static("public, max-age=31536000, immutable");
            ([(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")), (header::CACHE_CONTROL, caching)], jpeg)
                .into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn store(app: &App, upload: Result<Bytes, BytesRejection>) -> Result<DocumentId, Problem> {
    let upload = upload?;
    if !app.is_open() {
        return Err(crate::ledger::Refusal::NotOpened.into());
    }
    let _turn = app.decoders.acquire().await.map_err(|_| Problem::plain("stopped"))?;
    let jpeg = tokio::task::spawn_blocking(move || stored_form(&upload)).await.ok().flatten();
    let jpeg = jpeg.ok_or(Problem::plain("not-a-picture"))?;
    let id = DocumentId::of(&jpeg);
    app.sequencer.keep_photo(id, jpeg).await?;
    Ok(id)
}

/// The JPEG that is stored; `None` if the upload is no picture, or one too large to be looked at.
fn stored_form(upload: &[u8]) -> Option<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(upload)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(DECODED_SIDE_MAX);
    limits.max_image_height = Some(DECODED_SIDE_MAX);
    limits.max_alloc = Some(DECODED_BYTES_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let orientation = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(orientation);
    if picture.width().max(picture.height()) > STORED_SIDE_MAX {
        picture = picture.resize(STORED_SIDE_MAX, STORED_SIDE_MAX, FilterType::CatmullRom);
    }
    let picture = on_white(&picture);
    QUALITIES.into_iter().find_map(|quality| {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&picture).ok()?;
        (jpeg.len() <= STORED_BYTES_MAX).then_some(jpeg)
    })
}

/// JPEG knows no transparency: what shines through is white, like paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let with_alpha = picture.to_rgba8();
    RgbImage::from_fn(with_alpha.width(), with_alpha.height(), |x, y| {
        let [red, green, blue, alpha] = with_alpha.get_pixel(x, y).0.map(u16::from);
        let over = |color: u16| u8::try_from((color * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_fn(width, height, |x, y| {
            image::Rgba([x as u8, y as u8, 0, if x % 2 == 0 { 0 } else { 255 }])
        }));
        picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn a_photo_is_made_smaller_and_loses_its_metadata() {
        let stored = stored_form(&png(3_000, 1_500)).unwrap();
        let picture = image::load_from_memory(&stored).unwrap();
        assert_eq!((picture.width(), picture.height()), (1_080, 540));
        assert!(stored.len() <= STORED_BYTES_MAX);
        assert!(!stored.windows(4).any(|bytes| bytes == b"Exif"));
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused() {
        assert_eq!(stored_form(b"no picture"), None);
        assert_eq!(stored_form(&[]), None);
        let mut bomb = png(8, 8);
        // The width in the PNG header says 2^30: nothing that large may be allocated.
        bomb[16..20].copy_from_slice(&(1u32 << 30).to_be_bytes());
        assert_eq!(stored_form(&bomb), None);
        let cut = png(64, 64);
        assert_eq!(stored_form(&cut[..cut.len() / 2]), None);
    }
}

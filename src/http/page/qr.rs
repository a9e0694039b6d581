//! QR codes as SVG: one path, sharp at any size, dark on white whatever the theme so that every camera reads it.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use super::Svg;

/// The quiet zone that ISO/IEC 18004 asks around a code, in modules.
const QUIET: usize = 4;

/// The code of these characters, with words for those who cannot see it; none when they are too many for any code.
#[must_use]
pub fn qr(content: &str, label: &str) -> Option<Svg> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row.iter().skip(x).take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    let side = width + 2 * QUIET;
    let label = askama::filters::escape(label, askama::filters::Html).ok()?;
    Some(Svg(format!(
        "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><title>{label}</title>\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_leave_its_title() {
        let svg = qr("http://atelier.test/", "<b>").map(|svg| svg.to_string());
        assert!(svg.is_some_and(|svg| svg.contains("viewBox=\"0 0 33 33\"") && !svg.contains("<b>")));
        assert!(qr(&"x".repeat(4000), "").is_none());
    }
}

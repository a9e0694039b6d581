//! Charts of one series, drawn by the server: small SVGs that need no script, named and described for those who cannot see them.
//!
//! Colours come from the style sheet by class; the numbers behind a chart stand in a table beside it.

use std::fmt::Write as _;

use askama::filters::{Html, escape};

use super::Svg;

/// More points than a screen has columns cost bytes and show nothing: longer series are thinned.
const POINTS_MAX: usize = 240;

/// How wide a digit of the style sheet's chart text is, in the units of the view box.
const LETTER_WIDTH: f64 = 9.0;

/// A number over time. Both coordinates are only compared with their own kind.
pub type Point = (f64, f64);

/// How a line goes from one point to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Straight.
    Line,
    /// Flat, then up or down at the next point: for what changes at a moment.
    Step,
}

/// A whole chart of one series with its axes.
pub struct Chart<'a> {
    /// Distinguishes this chart from the others of its page.
    pub id: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// What one reads in it, in a sentence.
    pub description: &'a str,
    /// The points, from left to right.
    pub points: &'a [Point],
    /// How they are joined.
    pub shape: Shape,
    /// The words under the left and the right end.
    pub ends: (&'a str, &'a str),
    /// How the numbers of the vertical axis are written.
    pub label: &'a dyn Fn(f64) -> String,
}

impl Chart<'_> {
    /// The drawing.
    #[must_use]
    pub fn draw(&self) -> Svg {
        let top = round_up(self.points.iter().map(|point| point.1).fold(0.0, f64::max));
        let steps = [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| (top * part, (self.label)(top * part)));
        // The longest number decides where the drawing begins; the view box is about as wide as a phone, so that words keep their size.
        let longest = steps.iter().map(|step| step.1.chars().count()).max().unwrap_or_default();
        let left = longest as f64 * LETTER_WIDTH + 14.0;
        let frame = Plot { left, top: 12.0, width: 350.0 - left, height: 150.0 };
        let scale = Scale::over(self.points, top, frame);
        let mut svg = open(self.id, self.title, self.description, "chart", 360, 196);
        for (value, label) in &steps {
            let y = scale.y(*value);
            let _ = write!(
                svg,
                "<path class=\"rule\" d=\"M{:.0} {y:.1}h{:.0}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                frame.left,
                frame.width,
                frame.left - 8.0,
                y + 5.0,
                safe(label)
            );
        }
        let line = path(self.points, self.shape, &scale);
        if let (Some(first), Some(last)) = (self.points.first(), self.points.last()) {
            let (base, start, end) = (scale.y(0.0), scale.x(first.0), scale.x(last.0));
            let _ = write!(svg, "<path class=\"area\" d=\"{line}L{end:.1} {base:.1}H{start:.1}z\"/>");
        }
        let _ = write!(
            svg,
            "<path class=\"line\" d=\"{line}\"/><text x=\"{:.0}\" y=\"188\">{}</text><text x=\"{:.0}\" y=\"188\" text-anchor=\"end\">{}</text></svg>",
            frame.left,
            safe(self.ends.0),
            frame.left + frame.width,
            safe(self.ends.1)
        );
        Svg(svg)
    }
}

/// A small line without axes, beside the number it leads to; nothing where there is no line yet.
#[must_use]
pub fn sparkline(points: &[Point], shape: Shape) -> Svg {
    let [first, .., last] = points else { return Svg::default() };
    let low = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let from_zero: Vec<Point> = points.iter().map(|point| (point.0, point.1 - low.min(point.1))).collect();
    let top = from_zero.iter().map(|point| point.1).fold(0.0, f64::max);
    let plot = Plot { left: 1.0, top: 3.0, width: 138.0, height: 42.0 };
    let scale = Scale::over(&from_zero, top, plot);
    let line = path(&from_zero, shape, &scale);
    let mut svg = "<svg class=\"spark\" viewBox=\"0 0 140 48\" aria-hidden=\"true\">".to_owned();
    let _ = write!(svg, "<path class=\"area\" d=\"{line}L{:.1} 46H{:.1}z\"/>", scale.x(last.0), scale.x(first.0));
    let _ = write!(svg, "<path class=\"line\" d=\"{line}\"/></svg>");
    Svg(svg)
}

/// Where the lines are drawn, in the units of the view box.
#[derive(Clone, Copy)]
pub(super) struct Plot {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// From numbers to places.
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    most: f64,
    pub(super) plot: Plot,
}

impl Scale {
    pub(super) fn over(points: &[Point], top: f64, plot: Plot) -> Self {
        let low = points.iter().map(|point| point.0).fold(f64::INFINITY, f64::min);
        let high = points.iter().map(|point| point.0).fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low < high { (low, high) } else { (0.0, 1.0) };
        Self { low, high, most: if top > 0.0 { top } else { 1.0 }, plot }
    }

    pub(super) fn x(&self, x: f64) -> f64 {
        self.plot.left + ((x - self.low) / (self.high - self.low)).clamp(0.0, 1.0) * self.plot.width
    }

    pub(super) fn y(&self, y: f64) -> f64 {
        self.plot.top + (1.0 - (y / self.most).clamp(0.0, 1.0)) * self.plot.height
    }
}

pub(super) fn path(points: &[Point], shape: Shape, scale: &Scale) -> String {
    let skip = points.len().div_ceil(POINTS_MAX).max(1);
    let last = points.len().saturating_sub(1);
    let mut path = String::new();
    let mut before: Option<f64> = None;
    for (_, point) in points.iter().enumerate().filter(|(place, _)| place % skip == 0 || *place == last) {
        let (x, y) = (scale.x(point.0), scale.y(point.1));
        if let (Some(level), Shape::Step) = (before, shape) {
            let _ = write!(path, "L{x:.1} {level:.1}");
        }
        let _ = write!(path, "{}{x:.1} {y:.1}", if before.is_none() { 'M' } else { 'L' });
        before = Some(y);
    }
    path
}

pub(super) fn open(id: &str, title: &str, description: &str, class: &str, width: u32, height: u32) -> String {
    let (id, title, description) = (safe(id), safe(title), safe(description));
    format!(
        "<svg class=\"{class}\" role=\"img\" viewBox=\"0 0 {width} {height}\" aria-labelledby=\"{id}-t {id}-d\">\
         <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
    )
}

pub(super) fn safe(words: &str) -> String {
    escape(words, Html).map(|safe| safe.to_string()).unwrap_or_default()
}

/// The next number that is pleasant at the top of an axis: 1, 2, 4, 5 or 8 times a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf(value.log10().floor());
    let step = [1.0, 2.0, 4.0, 5.0, 8.0, 10.0].into_iter().find(|step| step * power >= value);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_leave_the_drawing() {
        let label = |value: f64| format!("<{value}>");
        let points = [(0.0, 1.0), (1.0, 30.0)];
        let chart = Chart {
            id: "c",
            title: "a<b",
            description: "",
            points: &points,
            shape: Shape::Step,
            ends: ("<", ">"),
            label: &label,
        };
        let svg = chart.draw().to_string();
        assert!(svg.contains("a&#60;b") && !svg.contains("a<b") && !svg.contains("<40>"));
    }

    #[test]
    fn nothing_to_draw_draws_nothing() {
        assert_eq!(sparkline(&[], Shape::Line).to_string() + &sparkline(&[(3.0, 0.0)], Shape::Line).to_string(), "");
        let flat = sparkline(&[(3.0, 0.0), (3.0, 0.0)], Shape::Line).to_string();
        assert!(flat.contains("class=\"line\"") && !flat.contains("NaN"), "{flat}");
    }

    #[test]
    fn an_axis_ends_on_a_pleasant_number() {
        assert_eq!([0.0, 7.0, 208_395.0, 10.0].map(round_up), [1.0, 8.0, 400_000.0, 10.0]);
    }
}

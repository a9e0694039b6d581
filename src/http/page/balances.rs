//! The wall's chart: everybody's balance beside the mean, from dividend to dividend.

use std::fmt::Write as _;

use super::Svg;
use super::chart::{Plot, Point, Scale, Shape, open, path, safe};

/// A label every so many dividends: the smallest of these that leaves no more than [`TICKS_MAX`].
const TICK_STEPS: [f64; 10] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];
const TICKS_MAX: f64 = 7.0;
/// Words beside the drawing nearer than this would run into each other.
const LINE_HEIGHT: f64 = 34.0;

/// Everybody's balance as a share of the mean, and where the last of them would be had they exchanged nothing.
pub struct Balances<'a> {
    /// What it shows.
    pub title: &'a str,
    /// What one reads in it.
    pub description: &'a str,
    /// One line for each account: whether it came late, and its share of the mean (1 is the mean) at each dividend's rank.
    pub lines: &'a [(bool, Vec<Point>)],
    /// The share a balance would have without exchanges, at each rank.
    pub without: &'a [Point],
    /// The words for the mean and for the curve without exchanges.
    pub legend: (&'a str, &'a str),
    /// How a share is written.
    pub label: &'a dyn Fn(f64) -> String,
    /// How a rank is written.
    pub rank: &'a dyn Fn(f64) -> String,
}

impl Balances<'_> {
    /// The drawing.
    #[must_use]
    pub fn draw(&self) -> Svg {
        let frame = Plot { left: 92.0, top: 16.0, width: 900.0, height: 372.0 };
        let all: Vec<Point> = self.lines.iter().flat_map(|line| line.1.iter()).chain(self.without).copied().collect();
        let top = all.iter().map(|point| point.1).fold(1.5, f64::max);
        let top = if top > 4.0 { 4.0 } else { (top * 2.0).ceil() / 2.0 };
        let scale = Scale::over(&all, top, frame);
        let mut svg = open("balances", self.title, self.description, "chart balances", 1180, 440);
        self.axes(&mut svg, top, &scale);
        // Those who came late are drawn last, above the others.
        for late in [false, true] {
            for (_, points) in self.lines.iter().filter(|line| line.0 == late) {
                let class = if late { "late" } else { "early" };
                let _ = write!(svg, "<path class=\"{class}\" d=\"{}\"/>", path(points, Shape::Line, &scale));
                // Whoever left has a line that ends, and no place among those who are here.
                if let Some(here) = points.last().filter(|last| last.0 >= scale.high) {
                    let _ = write!(
                        svg,
                        "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"7\"/>",
                        scale.x(here.0),
                        scale.y(here.1)
                    );
                }
            }
        }
        self.legend(&mut svg, &scale);
        svg.push_str("</svg>");
        Svg(svg)
    }

    fn axes(&self, svg: &mut String, top: f64, scale: &Scale) {
        let parts = if top > 2.0 { [0.0, 1.0, 2.0, 3.0, 4.0] } else { [0.0, 0.5, 1.0, 1.5, 2.0] };
        for share in parts.into_iter().filter(|share| *share <= top) {
            let (left, y) = (scale.plot.left, scale.y(share));
            let _ = write!(
                svg,
                "<path class=\"rule\" d=\"M{left:.0} {y:.1}h{:.0}\"/><text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                scale.plot.width,
                left - 12.0,
                y + 9.0,
                safe(&(self.label)(share))
            );
        }
        for tick in ticks(scale.low, scale.high) {
            let _ = write!(
                svg,
                "<text x=\"{:.0}\" y=\"428\" text-anchor=\"middle\">{}</text>",
                scale.x(tick),
                safe(&(self.rank)(tick))
            );
        }
    }

    fn legend(&self, svg: &mut String, scale: &Scale) {
        let (mean, right) = (scale.y(1.0), scale.plot.left + scale.plot.width);
        let _ = write!(
            svg,
            "<path class=\"mean\" d=\"M{:.0} {mean:.1}H{right:.0}\"/><text class=\"named\" x=\"{:.0}\" y=\"{:.1}\">{}</text>",
            scale.plot.left,
            right + 18.0,
            mean + 9.0,
            safe(self.legend.0)
        );
        if let Some(last) = self.without.last() {
            let y = scale.y(last.1);
            let beside = if (y - mean).abs() < LINE_HEIGHT { mean + LINE_HEIGHT } else { y };
            let _ = write!(
                svg,
                "<path class=\"without\" d=\"{}\"/><text class=\"aside\" x=\"{:.0}\" y=\"{:.1}\">{}</text>",
                path(self.without, Shape::Line, scale),
                right + 18.0,
                beside + 9.0,
                safe(self.legend.1)
            );
        }
    }
}

/// Round ranks between the first dividend shown and the last.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let step = TICK_STEPS.into_iter().find(|step| (high - low) / step <= TICKS_MAX).unwrap_or(high - low);
    let first = (low.max(1.0) / step).ceil();
    (0..=TICKS_MAX as u32).map(|place| (first + f64::from(place)) * step).filter(|tick| *tick <= high).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_under_the_drawing_are_round_and_few() {
        assert_eq!(ticks(1.0, 22.0), [5.0, 10.0, 15.0, 20.0]);
        assert_eq!(ticks(0.0, 1.0), [1.0]);
        assert_eq!(ticks(1.0, 4.0), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(37.0, 96.0), [40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
    }

    #[test]
    fn whoever_left_has_no_place_at_the_end_of_the_drawing() {
        let lines = [(false, vec![(1.0, 1.0), (2.0, 1.0)]), (true, vec![(1.0, 1.0), (3.0, 0.5)])];
        let drawn = Balances {
            title: "",
            description: "",
            lines: &lines,
            without: &[],
            legend: ("mean", "without"),
            label: &|share| share.to_string(),
            rank: &|rank| rank.to_string(),
        };
        let svg = drawn.draw().to_string();
        assert_eq!(svg.matches("<circle").count(), 1);
        assert!(svg.contains("<circle class=\"late\"") && !svg.contains("NaN"));
    }
}

//! Sample curves for the charts.

use gune::http::page::chart::Point;

pub fn series(growth: f64) -> Vec<Point> {
    (0..60).map(|rank| (f64::from(rank), 100.0 * growth.powi(rank))).collect()
}

pub fn steps() -> Vec<Point> {
    [(0, 4), (8, 9), (14, 15), (25, 20), (31, 22), (40, 24), (59, 24)]
        .map(|(rank, members)| (f64::from(rank), f64::from(members)))
        .to_vec()
}

pub fn wanderers(count: u32) -> Vec<(bool, Vec<Point>)> {
    let mut seed = 7_u32;
    let mut random = move || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(seed >> 8) / f64::from(1 << 24) - 0.5
    };
    let wanderer = |person: u32| {
        let late = person % 7 == 6;
        let start = if late { 14 + person } else { 0 };
        let mut share = if late { 0.05 } else { 1.0 + random() * 1.2 };
        let points = (start..=60).map(|rank| {
            share = (share + (1.0 - share) * 0.04 + random() * 0.22).max(0.03);
            (f64::from(rank), share)
        });
        (late, points.collect())
    };
    (0..count).map(wanderer).collect()
}

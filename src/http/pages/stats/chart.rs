//! Charts as SVG. Text is text, so that it can be found, copied and read aloud; every colour is a class of the style sheet, so
//! that light, dark and print each have their own.

use crate::service::views::{Bar, Grid};
use askama::filters::Safe;
use std::fmt::Display;
use svg::Document;
use svg::node::element::{Circle, Line, Rectangle, Text};

/// Width of every chart, in its own units: about the pixels of a phone.
const WIDTH: f64 = 320.0;

fn document(height: f64, says: impl Display) -> Document {
    Document::new()
        .set("class", "chart")
        .set("viewBox", (0, 0, WIDTH, height))
        .set("role", "img")
        .set("aria-label", says.to_string())
}

fn share(value: i64, most: i64) -> f64 {
    let (value, most) = (value.clamp(0, 1_000_000_000), most.clamp(1, 1_000_000_000));
    f64::from(i32::try_from(value).unwrap_or_default()) / f64::from(i32::try_from(most).unwrap_or(1))
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn short(label: &str, most: usize) -> String {
    if label.chars().count() <= most {
        return label.to_owned();
    }
    let mut cut: String = label.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}

/// Rows of a label with a bar below it, for words of any length.
pub fn rows(bars: &[Bar], says: impl Display) -> Safe<String> {
    const ROW: f64 = 32.0;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1);
    let mut chart = document(ROW * count(bars.len()).max(1.0), says);
    for (n, bar) in bars.iter().enumerate() {
        let top = ROW * count(n);
        let width = round((WIDTH * share(bar.value, most)).max(if bar.value > 0 { 2.0 } else { 0.0 }));
        chart = chart
            .add(
                Text::new(short(&bar.label, 40))
                    .set("x", 0)
                    .set("y", top + 13.0)
                    .set("class", "label"),
            )
            .add(
                Text::new(bar.value.to_string())
                    .set("x", WIDTH)
                    .set("y", top + 13.0)
                    .set("text-anchor", "end")
                    .set("class", "value"),
            )
            .add(
                rectangle(0.0, top + 18.0, WIDTH, 7.0)
                    .set("class", "track")
                    .set("rx", 2),
            )
            .add(rectangle(0.0, top + 18.0, width, 7.0).set("class", "fill").set("rx", 2));
    }
    Safe(chart.to_string())
}

fn rectangle(x: f64, y: f64, width: f64, height: f64) -> Rectangle {
    Rectangle::new()
        .set("x", x)
        .set("y", y)
        .set("width", width)
        .set("height", height)
}

/// Columns over time. Where there are many, only some have a label below them.
pub fn columns(bars: &[Bar], says: impl Display) -> Safe<String> {
    const HEIGHT: f64 = 150.0;
    const FLOOR: f64 = 128.0;
    let most = bars.iter().map(|bar| bar.value).max().unwrap_or(1);
    let pitch = WIDTH / count(bars.len()).max(1.0);
    let every = bars.len().div_ceil(12).max(1);
    let mut chart = document(HEIGHT, says);
    for (n, bar) in bars.iter().enumerate() {
        let tall = round((FLOOR - 18.0) * share(bar.value, most));
        let left = round(pitch * count(n) + pitch * 0.15);
        let middle = round(pitch * (count(n) + 0.5));
        if bar.value > 0 {
            chart = chart.add(
                rectangle(left, FLOOR - tall, round(pitch * 0.7), tall)
                    .set("class", "fill")
                    .set("rx", 1.5),
            );
            if bars.len() <= 20 {
                chart = chart.add(
                    Text::new(bar.value.to_string())
                        .set("x", middle)
                        .set("y", FLOOR - tall - 4.0)
                        .set("text-anchor", "middle")
                        .set("class", "value small"),
                );
            }
        }
        // The last one always has its label; the others count back from it.
        if (bars.len() - 1 - n).is_multiple_of(every) {
            chart = chart.add(
                Text::new(short(&bar.label, 4))
                    .set("x", middle)
                    .set("y", HEIGHT - 6.0)
                    .set("text-anchor", "middle")
                    .set("class", "label small"),
            );
        }
    }
    chart = chart.add(
        Line::new()
            .set("x1", 0)
            .set("x2", WIDTH)
            .set("y1", FLOOR)
            .set("y2", FLOOR)
            .set("class", "axis"),
    );
    Safe(chart.to_string())
}

/// A row for each word with a circle for each decade, as large as its number; the numbers stand in them.
pub fn grid(grid: &Grid, says: impl Display) -> Safe<String> {
    const ROW: f64 = 50.0;
    let most = grid.rows.iter().flat_map(|(_, row)| row).copied().max().unwrap_or(1);
    let pitch = WIDTH / count(grid.rows.len()).max(1.0);
    let largest = (pitch / 2.0 - 0.5).clamp(4.0, 14.0);
    let floor = ROW * count(grid.columns.len());
    let mut chart = document(floor + 20.0, says);
    // The best word stands above.
    for (n, (k, word)) in grid.columns.iter().enumerate().rev().enumerate() {
        let top = ROW * count(n);
        chart = chart.add(
            Text::new(short(word, 40))
                .set("x", 0)
                .set("y", top + 13.0)
                .set("class", "label"),
        );
        for (column, (_, row)) in grid.rows.iter().enumerate() {
            let x = round(pitch * (count(column) + 0.5));
            chart = spot(
                chart,
                (x, top + 33.0),
                largest,
                row.get(k).copied().unwrap_or_default(),
                most,
            );
        }
    }
    let every = grid.rows.len().div_ceil(7).max(1);
    for (column, (decade, _)) in grid.rows.iter().enumerate() {
        if (grid.rows.len() - 1 - column).is_multiple_of(every) {
            chart = chart.add(
                Text::new(decade.as_str())
                    .set("x", round(pitch * (count(column) + 0.5)))
                    .set("y", floor + 14.0)
                    .set("text-anchor", "middle")
                    .set("class", "label small"),
            );
        }
    }
    Safe(chart.to_string())
}

/// A circle with its number; a dot where there is nothing.
fn spot(chart: Document, (x, y): (f64, f64), largest: f64, value: i64, most: i64) -> Document {
    let circle = Circle::new().set("cx", x).set("cy", y);
    if value == 0 {
        return chart.add(circle.set("r", 1.5).set("class", "none"));
    }
    let radius = round(largest * (0.6 + 0.4 * share(value, most).sqrt()));
    let number = Text::new(value.to_string())
        .set("x", x)
        .set("y", y + 4.0)
        .set("text-anchor", "middle")
        .set("class", "value small");
    chart.add(circle.set("r", radius).set("class", "spot")).add(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{Html, Selector};

    fn bar(label: &str, value: i64) -> Bar {
        Bar {
            label: label.to_owned(),
            value,
            path: None,
        }
    }

    fn texts(svg: &str) -> Vec<String> {
        let page = Html::parse_fragment(svg);
        let text = Selector::parse("text").unwrap();
        page.select(&text)
            .map(|t| t.text().collect::<String>().trim().to_owned())
            .collect()
    }

    #[test]
    fn labels_are_text_whatever_they_hold_and_colours_are_classes() {
        let svg = rows(&[bar("<b>Salt</b> & \"sea\"", 3), bar("Fine", 0)], "a \"chart\" <x>").0;
        assert_eq!(texts(&svg), ["<b>Salt</b> & \"sea\"", "3", "Fine", "0"]);
        assert!(
            !svg.contains("<b>") && !svg.contains("style=") && !svg.contains("fill=\"#"),
            "{svg}"
        );
        let page = Html::parse_fragment(&svg);
        let label = page
            .select(&Selector::parse("svg").unwrap())
            .next()
            .unwrap()
            .value()
            .attr("aria-label");
        assert_eq!(label, Some("a \"chart\" <x>"));
    }

    #[test]
    fn the_longest_bar_is_as_wide_as_the_chart_and_nothing_stands_outside() {
        let svg = rows(&[bar("a", 1), bar("b", 4)], "").0;
        assert!(svg.contains("width=\"80\"") && svg.contains("width=\"320\""), "{svg}");
        let svg = columns(&(1..=40).map(|n| bar(&n.to_string(), n)).collect::<Vec<_>>(), "").0;
        assert!(texts(&svg).len() <= 12, "labels do not run into each other");
        assert!(texts(&svg).contains(&"40".to_owned()));
        assert!(!columns(&[], "").0.contains("NaN") && !rows(&[], "").0.contains("NaN"));
        let empty = grid(&Grid::default(), "").0;
        assert!(!empty.contains("NaN") && !empty.contains("inf"), "{empty}");
    }

    #[test]
    fn a_grid_shows_every_number_but_nought() {
        let svg = grid(
            &Grid {
                columns: vec!["Left early".to_owned(), "Fine".to_owned()],
                rows: vec![("1970s".to_owned(), vec![0, 7]), ("1980s".to_owned(), vec![2, 1])],
            },
            "",
        )
        .0;
        let shown = texts(&svg);
        for text in ["1970s", "7", "2", "1", "Fine"] {
            assert!(shown.contains(&text.to_owned()), "{text} in {shown:?}");
        }
        assert!(!shown.contains(&"0".to_owned()));
    }
}

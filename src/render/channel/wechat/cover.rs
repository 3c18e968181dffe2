//! Covers: the two crops that the platform shows, around a focal point.

/// Crops of the platform: name in its interface, ratio of width to height.
const CROPS: [(&str, f64); 2] = [("pic_crop_235_1", 2.35), ("pic_crop_1_1", 1.0)];

/// Crops of an image around a focal point in the platform's notation: `x1_y1_x2_y2`, each from 0 to 1.
pub(super) fn crops((width, height): (u32, u32), focus: (f64, f64)) -> [(&'static str, String); 2] {
    CROPS.map(|(name, ratio)| {
        (
            name,
            crop((f64::from(width), f64::from(height)), focus, ratio),
        )
    })
}

/// Largest crop of a ratio within the image, centred as near to the point as possible.
fn crop((width, height): (f64, f64), (across, down): (f64, f64), ratio: f64) -> String {
    let wide = width.min(height * ratio) / width;
    let high = height.min(width / ratio) / height;
    let left = (across - wide / 2.0).clamp(0.0, 1.0 - wide);
    let top = (down - high / 2.0).clamp(0.0, 1.0 - high);
    [left, top, left + wide, top + high].map(decimal).join("_")
}

/// At most six decimals, and no more than there are.
fn decimal(number: f64) -> String {
    let written = format!("{:.6}", number.clamp(0.0, 1.0));
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short.is_empty() || short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crops_lie_in_the_picture_around_the_point() {
        let of = |size, focus| crops(size, focus).map(|(_, crop)| crop).join(" ");
        assert_eq!(
            of((800, 450), (0.5, 0.5)),
            "0_0.121749_1_0.878251 0.21875_0_0.78125_1"
        );
        assert_eq!(of((800, 450), (0.0, 0.0)), "0_0_1_0.756501 0_0_0.5625_1");
        assert_eq!(of((235, 100), (1.0, 1.0)), "0_0_1_1 0.574468_0_1_1");
        assert_eq!(
            of((300, 900), (0.5, 0.3)),
            "0_0.229078_1_0.370922 0_0.133333_1_0.466667"
        );
    }
}

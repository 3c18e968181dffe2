//! Conversion of colours by the platform's dark mode.
//!
//! The algorithm is the published one (mp-darkmode): backgrounds that are pure grey or nearly white turn dark, other
//! light ones are dimmed; text is made lighter or darker until it contrasts with its background. Brightness is that of
//! WCAG's AERT note.

/// Colour, each part from 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RgbColour(f64, f64, f64);

/// Page in dark mode.
pub(super) const DARK_BACKGROUND: RgbColour = RgbColour(25.0, 25.0, 25.0);
/// Text in dark mode that has no colour of its own.
pub(super) const DARK_TEXT: RgbColour = RgbColour(163.0, 163.0, 163.0);

const NEARLY_WHITE: f64 = 250.0;
const BRIGHTEST_BACKGROUND: f64 = 190.0;
const BRIGHT_BACKGROUND: f64 = 100.0;
const LEAST_OFFSET: f64 = 65.0;
const GREY_LIGHTNESS: f64 = 40.0;
const LOWEST_LIGHTNESS: f64 = 22.0;

impl RgbColour {
    /// `#abc` or `#aabbcc`.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let hex = written.trim().strip_prefix('#')?;
        let digit = |at: usize| {
            hex.get(at..=at)
                .and_then(|one| u8::from_str_radix(one, 16).ok())
        };
        let pair = |at: usize| {
            hex.get(at..at + 2)
                .and_then(|two| u8::from_str_radix(two, 16).ok())
        };
        let [r, g, b] = match hex.len() {
            3 => [digit(0)? * 17, digit(1)? * 17, digit(2)? * 17],
            6 => [pair(0)?, pair(2)?, pair(4)?],
            _ => return None,
        };
        Some(Self(f64::from(r), f64::from(g), f64::from(b)))
    }

    /// `#aabbcc`.
    pub(super) fn hex(self) -> String {
        let part = |value: f64| format!("{:02x}", value.round().clamp(0.0, 255.0) as i64);
        format!("#{}{}{}", part(self.0), part(self.1), part(self.2))
    }

    fn brightness(self) -> f64 {
        (self.0 * 299.0 + self.1 * 587.0 + self.2 * 114.0) / 1000.0
    }

    /// Hue in degrees, saturation and lightness in percent.
    fn hsl(self) -> (f64, f64, f64) {
        let r = self.0 / 255.0;
        let g = self.1 / 255.0;
        let b = self.2 / 255.0;
        let most = r.max(g).max(b);
        let least = r.min(g).min(b);
        let sum = most + least;
        let span = most - least;
        let lightness = sum / 2.0;
        if span < 1e-9 {
            return (0.0, 0.0, lightness * 100.0);
        }
        let saturation = if lightness > 0.5 {
            span / (2.0 - sum)
        } else {
            span / sum
        };
        let hue = if (most - r).abs() < 1e-9 {
            ((g - b) / span).rem_euclid(6.0)
        } else if (most - g).abs() < 1e-9 {
            (b - r) / span + 2.0
        } else {
            (r - g) / span + 4.0
        };
        (hue * 60.0, saturation * 100.0, lightness * 100.0)
    }

    fn of_hsl((hue, saturation, lightness): (f64, f64, f64)) -> Self {
        let s = saturation / 100.0;
        let l = lightness / 100.0;
        let reach = s * l.min(1.0 - l);
        let part = |n: f64| {
            let k = (n + hue / 30.0).rem_euclid(12.0);
            (l - reach * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)) * 255.0
        };
        Self(part(0.0), part(8.0), part(4.0))
    }

    /// Returns the same hue at another brightness.
    fn at_brightness(self, target: f64) -> Self {
        let own = self.brightness();
        if own < 1e-9 {
            return Self(target, target, target);
        }
        let scaled = |part: f64| (part * target / own).min(255.0);
        let r = scaled(self.0);
        let g = scaled(self.1);
        let b = scaled(self.2);
        let fits = |value: f64| value.clamp(0.0, 255.0);
        if g == 0.0 || r >= 255.0 || b >= 255.0 {
            Self(
                r,
                fits((target * 1000.0 - r * 299.0 - b * 114.0) / 587.0),
                b,
            )
        } else if r == 0.0 {
            Self(
                fits((target * 1000.0 - g * 587.0 - b * 114.0) / 299.0),
                g,
                b,
            )
        } else if b == 0.0 || g >= 255.0 {
            Self(
                r,
                g,
                fits((target * 1000.0 - r * 299.0 - g * 587.0) / 114.0),
            )
        } else {
            Self(r, g, b)
        }
    }
}

/// Converts a background.
pub(super) fn background(colour: RgbColour) -> RgbColour {
    let (hue, saturation, lightness) = colour.hsl();
    let brightness = colour.brightness();
    if (saturation < 1e-9 && lightness > GREY_LIGHTNESS) || brightness > NEARLY_WHITE {
        let dark = DARK_BACKGROUND.hsl().2;
        RgbColour::of_hsl((0.0, 0.0, (100.0 + dark - lightness).min(100.0)))
    } else if brightness > BRIGHTEST_BACKGROUND {
        colour.at_brightness(BRIGHTEST_BACKGROUND)
    } else if lightness < LOWEST_LIGHTNESS {
        RgbColour::of_hsl((hue, saturation, LOWEST_LIGHTNESS))
    } else {
        colour
    }
}

/// Converts text or a border over a background that is already converted.
pub(super) fn text_on(colour: RgbColour, under: RgbColour) -> RgbColour {
    let dark = DARK_BACKGROUND.brightness();
    let most = DARK_TEXT.brightness() - DARK_BACKGROUND.brightness();
    let below = under.brightness();
    let own = colour.brightness();
    let offset = (below - own).abs();
    if own >= NEARLY_WHITE {
        return colour;
    }
    if offset > most && below <= dark + 2.0 {
        return colour.at_brightness(most + below);
    }
    if offset >= LEAST_OFFSET {
        return colour;
    }
    let (hue, saturation, lightness) = colour.hsl();
    let turned = RgbColour::of_hsl((hue, saturation, 90.0 - lightness));
    if below >= BRIGHT_BACKGROUND {
        if lightness > 90.0 - GREY_LIGHTNESS {
            return text_on(turned, under);
        }
        return colour.at_brightness(most.min(below - LEAST_OFFSET));
    }
    if lightness <= GREY_LIGHTNESS {
        return text_on(turned, under);
    }
    colour.at_brightness(most.min(below + LEAST_OFFSET))
}

/// Contrast of two colours (WCAG 2.2, 1.4.3), from 1 to 21.
pub(super) fn contrast(one: RgbColour, other: RgbColour) -> f64 {
    let part = |value: f64| {
        let value = value / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    let luminance = |of: RgbColour| 0.2126 * part(of.0) + 0.7152 * part(of.1) + 0.0722 * part(of.2);
    let a = luminance(one);
    let b = luminance(other);
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(hex: &str) -> RgbColour {
        RgbColour::parse(hex).unwrap_or(DARK_TEXT)
    }

    #[test]
    fn grey_paper_turns_dark_and_coloured_paper_is_dimmed() {
        assert_eq!(background(colour("#fff")).hex(), "#191919");
        assert_eq!(background(colour("#f7f7f7")).hex(), "#212121");
        assert!((background(colour("#f1f5f9")).brightness() - 190.0).abs() < 1.0);
    }

    #[test]
    fn text_is_made_light_on_dark() {
        assert_eq!(text_on(colour("#191919"), DARK_BACKGROUND).hex(), "#a3a3a3");
        for hex in ["#1b4571", "#2f6b4f", "#b3261e", "#59636f"] {
            let ratio = contrast(text_on(colour(hex), DARK_BACKGROUND), DARK_BACKGROUND);
            assert!(ratio > 2.5, "{hex} {ratio}");
        }
    }

    #[test]
    fn hues_survive_the_way_there_and_back() {
        for hex in ["#1b4571", "#b3261e", "#2f6b4f", "#808080", "#ffff00"] {
            assert_eq!(RgbColour::of_hsl(colour(hex).hsl()).hex(), hex);
        }
    }
}

//! The preview on a phone: this machine's address in the local network, and its QR code (ISO/IEC 18004).
//!
//! Knows nothing of sites: it is given an address and draws it.

use std::fmt::Write;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::{Color, EcLevel, QrCode};

/// How many light modules stand around a code (section 6.3.8).
const QUIET: usize = 4;

/// An address of the preview for other machines of the network, with its token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanAddress {
    /// The whole address.
    pub address: String,
    code: QrModules,
}

/// The modules of a code, row by row, dark ones `true`, with the quiet zone around.
#[derive(Clone, Debug, PartialEq, Eq)]
struct QrModules {
    width: usize,
    dark: Vec<bool>,
}

impl LanAddress {
    /// The code of an address; `None` when it is too long for any.
    pub(super) fn new(address: String) -> Option<Self> {
        let made = QrCode::with_error_correction_level(&address, EcLevel::L).ok()?;
        let (inner, width) = (made.width(), made.width() + 2 * QUIET);
        let mut dark = vec![false; width * width];
        for (at, color) in made.to_colors().into_iter().enumerate() {
            dark[(at / inner + QUIET) * width + at % inner + QUIET] = color == Color::Dark;
        }
        Some(Self {
            address,
            code: QrModules { width, dark },
        })
    }

    /// The code for a terminal, two modules a character. Most terminals are dark: the light modules are drawn.
    pub fn blocks(&self) -> String {
        let mut text = String::new();
        for row in (0..self.code.width).step_by(2) {
            for column in 0..self.code.width {
                text.push(
                    match (
                        self.code.is_dark(row, column),
                        self.code.is_dark(row + 1, column),
                    ) {
                        (false, false) => '█',
                        (false, true) => '▀',
                        (true, false) => '▄',
                        (true, true) => ' ',
                    },
                );
            }
            text.push('\n');
        }
        text
    }

    /// The code as an SVG element of a page; its name says what it is for.
    pub(super) fn svg(&self, name: &str) -> String {
        let width = self.code.width;
        let mut path = String::new();
        for at in (0..width * width).filter(|at| self.code.dark[*at]) {
            let _ = write!(path, "M{} {}h1v1h-1z", at % width, at / width);
        }
        format!(
            "<svg viewBox=\"0 0 {width} {width}\" role=\"img\" aria-label=\"{name}\" shape-rendering=\"crispEdges\">\
             <rect width=\"{width}\" height=\"{width}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
        )
    }
}

impl QrModules {
    /// Whether a module is dark; below the last row nothing is drawn.
    fn is_dark(&self, row: usize, column: usize) -> bool {
        self.dark
            .get(row * self.width + column)
            .copied()
            .unwrap_or(true)
    }
}

/// The address by which other machines of the network reach a server that listens at `host`, when they can.
pub(super) fn network_address(host: IpAddr) -> Option<IpAddr> {
    if host.is_loopback() {
        return None;
    }
    if !host.is_unspecified() {
        return Some(host);
    }
    // Connecting a datagram socket sends nothing: the system only tells from which of its addresses it would send.
    let probe = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address of the documentation (RFC 5737), which nobody has.
    probe.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let own = probe.local_addr().ok()?.ip();
    (!own.is_loopback() && !own.is_unspecified()).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_and_has_its_three_corners() {
        let phone = LanAddress::new(
            "http://192.168.1.5:4000/?pufa_token=0123456789abcdef01234567".to_owned(),
        );
        let phone = phone.as_ref();
        let blocks = phone.map(LanAddress::blocks).unwrap_or_default();
        let width = phone.map(|phone| phone.code.width).unwrap_or_default();
        assert!(blocks.lines().count() == width.div_ceil(2), "{blocks}");
        assert!(
            blocks.lines().all(|line| line.chars().count() == width),
            "{blocks}"
        );
        let corner = |row: usize, column: usize| {
            phone.is_some_and(|phone| (0..7).all(|at| phone.code.is_dark(row, column + at)))
        };
        assert!(
            corner(QUIET, QUIET)
                && corner(QUIET, width - QUIET - 7)
                && corner(width - QUIET - 7, QUIET)
        );
        assert!(!corner(width - QUIET - 7, width - QUIET - 7));
        let svg = phone.map(|phone| phone.svg("码")).unwrap_or_default();
        assert!(roxmltree::Document::parse(&svg).is_ok(), "{svg}");
    }

    #[test]
    fn only_other_machines_are_given_an_address() {
        assert_eq!(network_address(Ipv4Addr::LOCALHOST.into()), None);
        let own = IpAddr::from([192, 168, 1, 5]);
        assert_eq!(network_address(own), Some(own));
        assert!(
            network_address(Ipv4Addr::UNSPECIFIED.into()).is_none_or(|ip| !ip.is_unspecified())
        );
    }

    #[test]
    fn what_no_code_can_hold_has_none() {
        assert_eq!(LanAddress::new("x".repeat(4000)), None);
    }
}

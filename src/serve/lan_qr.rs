//! QR code of the preview's address in the local network (ISO/IEC 18004), for a phone.
//!
//! The module knows nothing of sites: it is given an address and renders it.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use qrcode::render::{svg, unicode::Dense1x2};
use qrcode::{EcLevel, QrCode};

/// Address of the preview for other machines of the network, with its token, and its QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanAddress {
    /// The whole address.
    pub address: String,
    /// The QR code for a terminal, two modules a character. Most terminals are dark: the light modules are drawn.
    pub text: String,
    /// Attributes and content of the QR code's SVG element.
    svg: String,
}

impl LanAddress {
    /// Renders an address; `None` when it is too long for a QR code.
    pub(super) fn new(address: String) -> Option<Self> {
        let code = QrCode::with_error_correction_level(&address, EcLevel::L).ok()?;
        let text = code
            .render::<Dense1x2>()
            .dark_color(Dense1x2::Light)
            .light_color(Dense1x2::Dark)
            .build();
        let drawn = code
            .render::<svg::Color<'_>>()
            .module_dimensions(1, 1)
            .build();
        // What comes before is for a file: the XML declaration, and a size in pixels.
        let start = drawn.find("viewBox=")?;
        Some(Self {
            address,
            text,
            svg: drawn[start..].to_owned(),
        })
    }

    /// The QR code as an SVG element of a page, with an accessible name.
    pub(super) fn svg(&self, name: &str) -> String {
        format!("<svg role=\"img\" aria-label=\"{name}\" {}", self.svg)
    }
}

/// Returns the address by which other machines of the network reach a server that listens at `host`, if they can.
pub(super) fn network_address(host: IpAddr) -> Option<IpAddr> {
    if host.is_loopback() {
        return None;
    }
    if !host.is_unspecified() {
        return Some(host);
    }
    // Connecting a datagram socket sends nothing; the system only selects the local address it would send from.
    let probe = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address reserved for documentation (RFC 5737), which no host has.
    probe.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let own = probe.local_addr().ok()?.ip();
    (!own.is_loopback() && !own.is_unspecified()).then_some(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The light modules around a code (section 6.3.8).
    const QUIET: usize = 4;

    /// The rows of a code as they are seen in a dark terminal, two to a line: whether each module is dark.
    fn modules(text: &str) -> Vec<Vec<bool>> {
        let row =
            |line: &str, light: [char; 2]| line.chars().map(|c| !light.contains(&c)).collect();
        text.lines()
            .flat_map(|line| [row(line, ['█', '▀']), row(line, ['█', '▄'])])
            .collect()
    }

    #[test]
    fn a_code_is_square_and_has_its_three_corners() -> Result<(), &'static str> {
        let address = "http://192.168.1.5:4000/?pufa_token=0123456789abcdef01234567";
        let lan = LanAddress::new(address.to_owned()).ok_or("it is short enough")?;
        let modules = modules(&lan.text);
        let width = modules[0].len();
        assert_eq!(modules.len(), width.next_multiple_of(2), "{}", lan.text);
        assert!(modules.iter().all(|row| row.len() == width), "{}", lan.text);
        let corner = |row: usize, column: usize| {
            modules[row][column - 1..column + 8]
                == [false, true, true, true, true, true, true, true, false]
        };
        let far = width - QUIET - 7;
        assert!(corner(QUIET, QUIET) && corner(QUIET, far) && corner(far, QUIET));
        assert!(!corner(far, far));
        let svg = lan.svg("码");
        let drawn = roxmltree::Document::parse(&svg).map_err(|_| "it is XML")?;
        let root = drawn.root_element();
        assert_eq!(
            root.attribute("viewBox"),
            Some(format!("0 0 {width} {width}").as_str())
        );
        assert_eq!(
            (root.attribute("aria-label"), root.attribute("width")),
            (Some("码"), None)
        );
        Ok(())
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
    fn an_address_that_no_code_can_hold_has_none() {
        assert_eq!(LanAddress::new("x".repeat(4000)), None);
    }
}

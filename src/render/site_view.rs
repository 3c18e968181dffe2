//! Builds `site`: the values that are the same for every page.

use crate::content::config::{FooterBadge, MenuEntry, Venue};
use crate::site::{ResolvedLink, Section, Site, Taxonomy, documents_url, feeds_page_url};
use crate::url::{AddressParts, Url};

use super::csp;
use super::view::{
    BadgeView, HostView, MenuItem, OwnerView, RecordsView, SiteLinks, SiteView, VenueView,
};

/// Builds the `site` value for templates.
pub(crate) fn site_view(site: &Site) -> SiteView {
    let config = &site.config;
    let mut options = site.theme.options.clone();
    options.extend(site.theme.site_options.clone());
    SiteView {
        title: config.title.clone(),
        subtitle: config.subtitle.clone(),
        description: config.description.clone(),
        language: config.language.clone(),
        home: config.base.href(&Url::root()),
        menu: if config.menu.is_empty() {
            default_menu(site)
        } else {
            menu(site, &config.menu)
        },
        footer_menu: menu(site, &config.footer_menu),
        venues: venues(site),
        links: links(site),
        owner: owner(site),
        host: HostView {
            name: config
                .host
                .name
                .clone()
                .unwrap_or_else(|| config.title.clone()),
            id_code: config.host.id_code.clone(),
            chrome: config.host.chrome,
        },
        records: records(site),
        options,
        extra: config.extra.clone(),
        csp: csp::policy(config),
        generator: concat!("pufa ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Returns the venues that have a page, in the order of the configuration.
fn venues(site: &Site) -> Vec<VenueView> {
    let venues = site.config.venues.iter();
    venues
        .filter_map(|venue| {
            let section = site
                .sections
                .find(&venue.id)
                .filter(|section| site.find(&section.url).is_some())?;
            Some(venue_view(site, venue, section))
        })
        .collect()
}

/// Builds the view of a venue that has a page.
pub(crate) fn venue_view(site: &Site, venue: &Venue, section: &Section) -> VenueView {
    VenueView {
        id: venue.id.clone(),
        name: venue.name.clone(),
        title: venue.title.clone(),
        description: venue
            .description
            .clone()
            .or_else(|| introduction(site, section)),
        href: site.config.base.href(&section.url),
        count: section.documents.len(),
    }
}

/// Returns the summary of a section's `_index.md`.
fn introduction(site: &Site, section: &Section) -> Option<String> {
    Some(site.document(section.index?).summary().to_owned()).filter(|text| !text.is_empty())
}

fn links(site: &Site) -> SiteLinks {
    let href = |url: &Url| site.find(url).map(|_| site.config.base.href(url));
    SiteLinks {
        tags: href(&Taxonomy::Tags.url()),
        kinds: href(&Taxonomy::Kinds.url()),
        archive: href(&Taxonomy::Archive.url()),
        documents: href(&documents_url()),
        feeds: href(&feeds_page_url()),
    }
}

fn owner(site: &Site) -> OwnerView {
    let owner = &site.config.owner;
    OwnerView {
        sponsor: owner.sponsor.clone(),
        organizer: owner.organizer.clone(),
        phone: owner.phone.clone(),
        email: owner.email.clone(),
        address: owner.address.clone(),
        postcode: owner.postcode.clone(),
    }
}

fn records(site: &Site) -> RecordsView {
    let records = &site.config.filings;
    let digits = |text: &String| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let police_href = records
        .police
        .as_ref()
        .map(digits)
        .filter(|digits| digits.len() == 14)
        .map(|digits| format!("https://beian.mps.gov.cn/#/query/webSearch?code={digits}"));
    RecordsView {
        icp: records.icp.clone(),
        police: records.police.clone(),
        police_href,
        party_organ: records.party_organ.as_ref().map(|of| badge(site, of)),
        report_error: records.report_error.as_ref().map(|of| badge(site, of)),
    }
}

fn badge(site: &Site, badge: &FooterBadge) -> BadgeView {
    let image = badge
        .image
        .as_deref()
        .and_then(|image| match site.entry(image) {
            ResolvedLink::File(id) => Some(site.config.base.href(&site.file_url(id))),
            ResolvedLink::External(address) => Some(address.into_string()),
            _ => None,
        });
    BadgeView {
        href: badge.url.to_string(),
        image,
    }
}

fn menu(site: &Site, entries: &[MenuEntry]) -> Vec<MenuItem> {
    entries
        .iter()
        .filter_map(|entry| menu_item(site, entry))
        .collect()
}

fn menu_item(site: &Site, entry: &MenuEntry) -> Option<MenuItem> {
    let base = &site.config.base;
    let parts = AddressParts::new(entry.to.trim());
    let (href, external, section) = match site.entry(&entry.to) {
        ResolvedLink::Document(id, _) if !site.documents.is_visible(id) => return None,
        ResolvedLink::Document(id, fragment) => {
            let document = site.document(id);
            let section = if document.is_index {
                document.section.clone()
            } else {
                String::new()
            };
            let href = base.href(&site.document_url(id)) + &parts.encoded_query();
            (
                fragment.map_or(href.clone(), |id| href + &crate::url::fragment(&id)),
                false,
                section,
            )
        }
        ResolvedLink::Section(number) => {
            let section = site
                .sections
                .get(number)
                .filter(|section| site.find(&section.url).is_some())?;
            (
                base.href(&section.url) + &parts.encoded_suffix(),
                false,
                section.folder.clone(),
            )
        }
        ResolvedLink::File(id) => (base.href(&site.file_url(id)), false, String::new()),
        ResolvedLink::Address(url) => (
            base.href(&url) + &parts.encoded_suffix(),
            false,
            url.as_str().trim_matches('/').to_owned(),
        ),
        ResolvedLink::External(address) | ResolvedLink::Direct(address) => {
            (address.into_string(), true, String::new())
        }
        ResolvedLink::Withheld(_) | ResolvedLink::Nowhere => return None,
    };
    Some(MenuItem {
        name: entry.name.clone(),
        href,
        external,
        section,
        children: menu(site, &entry.children),
    })
}

/// Builds the default menu: sections, the venues under one entry, then pages that ask for one.
fn default_menu(site: &Site) -> Vec<MenuItem> {
    let base = &site.config.base;
    let item = |section: &Section| MenuItem {
        name: section.title.clone(),
        href: base.href(&section.url),
        external: false,
        section: section.folder.clone(),
        children: Vec::new(),
    };
    let top = site
        .sections
        .get(0)
        .map(|home| home.subsections.as_slice())
        .unwrap_or_default();
    let shown = || {
        top.iter()
            .filter_map(|&at| site.sections.get(at))
            .filter(|section| site.find(&section.url).is_some())
    };
    let mut items: Vec<MenuItem> = shown()
        .filter(|section| section.venue.is_none())
        .map(item)
        .collect();
    let venues: Vec<MenuItem> = shown()
        .filter(|section| section.venue.is_some())
        .map(item)
        .collect();
    if let Some(first) = venues.first() {
        let name = "法律六进".to_owned();
        let href = first.href.clone();
        items.insert(
            0,
            MenuItem {
                name,
                href,
                external: false,
                section: String::new(),
                children: venues,
            },
        );
    }
    for &id in site.documents.list() {
        let document = site.document(id);
        if let Some(name) = document.front_matter.further.menu.clone() {
            let href = base.href(&site.document_url(id));
            items.push(MenuItem {
                name,
                href,
                external: false,
                section: String::new(),
                children: Vec::new(),
            });
        }
    }
    items
}

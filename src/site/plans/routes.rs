//! Routes of work plans: a variant for each page and data file, with its address.
//!
//! Routes of one plan are in a folder beside the plan's page; routes about several plans are in the folder `plan`.

use crate::content::Document;
use crate::content::config::PageType;
use crate::law::plan::PlanItem;
use crate::path_segment::derived;
use crate::site::address::AddressBuilder;
use crate::site::{Route, RouteKind, SiteData};
use crate::url::Url;

use super::SitePlan;

/// Folder of pages about several plans.
const PLANS: &str = "plan";

/// Page or data file of work plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanRoute {
    /// Page of an item.
    Item {
        /// Number of the plan.
        plan: usize,
        /// Index of the item among the plan's.
        item: usize,
    },
    /// Board of a plan, by number.
    Board(usize),
    /// Open data of a plan, by number.
    Data(usize, PlanDataFormat),
    /// Plans of several years side by side.
    Years,
    /// Index of responsible units.
    Units,
    /// Page of a responsible unit, by number.
    Unit(usize),
}

/// Formats of a plan's open data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanDataFormat {
    /// `plan.json`.
    Json,
    /// `plan.csv`.
    Csv,
}

impl PlanDataFormat {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Json, Self::Csv];

    /// Name of the file.
    fn file(self) -> &'static str {
        match self {
            Self::Json => "plan.json",
            Self::Csv => "plan.csv",
        }
    }
}

impl PlanRoute {
    /// Page type; `None` for open data.
    pub fn page_type(self) -> Option<PageType> {
        match self {
            Self::Item { .. } => Some(PageType::PlanItem),
            Self::Board(_) => Some(PageType::PlanBoard),
            Self::Data(..) => None,
            Self::Years => Some(PageType::PlanYears),
            Self::Units => Some(PageType::PlanUnits),
            Self::Unit(_) => Some(PageType::PlanUnit),
        }
    }

    /// Number of the one plan that the route belongs to.
    pub fn plan(self) -> Option<usize> {
        match self {
            Self::Item { plan, .. } | Self::Board(plan) | Self::Data(plan, _) => Some(plan),
            Self::Years | Self::Units | Self::Unit(_) => None,
        }
    }

    /// Address, if the site has the route.
    pub(crate) fn url(self, parts: &SiteData) -> Option<Url> {
        let on = parts.config.outputs;
        let addresses = parts.addresses();
        let plan = self.plan().map(|number| parts.plans.get(number));
        let plan = plan.flatten().filter(|plan| is_public(parts, plan));
        let document = plan.map(|plan| parts.documents.get(plan.document));
        match self {
            Self::Item { item, .. } => {
                let item = *plan.filter(|_| on.plan_items)?.plan.items().get(item)?;
                Some(item_url(addresses, document?, item))
            }
            Self::Board(_) => plan
                .filter(|plan| on.plan_board && !plan.is_empty())
                .and(document)
                .map(|document| addresses.page(&plan_folder(document), "board")),
            Self::Data(_, format) => document
                .filter(|_| on.plan_data)
                .map(|document| Url::folder(&plan_folder(document)).join_file(format.file())),
            Self::Years => {
                let plans = parts
                    .plans
                    .numbered()
                    .filter(|(_, plan)| is_public(parts, plan));
                (on.plan_years && plans.count() > 1).then(|| addresses.page(PLANS, "years"))
            }
            Self::Units => (on.plan_units && !parts.units.is_empty())
                .then(|| Url::folder(PLANS).join_folder("units")),
            Self::Unit(number) => parts
                .units
                .get(number)
                .filter(|_| on.plan_units)
                .map(|unit| addresses.page(&format!("{PLANS}/units"), &derived(&unit.name))),
        }
    }
}

/// Adds the routes of the plans that the public sees.
pub(crate) fn plan_routes(parts: &SiteData, routes: &mut Vec<Route>) {
    let route = |kind: PlanRoute| {
        Some(Route {
            url: kind.url(parts)?,
            kind: RouteKind::Plan(kind),
        })
    };
    for (number, plan) in parts
        .plans
        .numbered()
        .filter(|(_, plan)| is_public(parts, plan))
    {
        let document = parts.documents.get(plan.document);
        let items = plan.plan.items().into_iter().enumerate();
        // Not by `PlanRoute::url`, which would list the items once for each.
        routes.extend(
            items
                .filter(|_| parts.config.outputs.plan_items)
                .map(|(at, item)| Route {
                    url: item_url(parts.addresses(), document, item),
                    kind: RouteKind::Plan(PlanRoute::Item {
                        plan: number,
                        item: at,
                    }),
                }),
        );
        let data = PlanDataFormat::ALL.map(|format| PlanRoute::Data(number, format));
        routes.extend(
            [PlanRoute::Board(number)]
                .into_iter()
                .chain(data)
                .filter_map(route),
        );
    }
    let units = (0..parts.units.iter().count()).map(PlanRoute::Unit);
    let shared = [PlanRoute::Years, PlanRoute::Units]
        .into_iter()
        .chain(units);
    routes.extend(shared.filter_map(route));
}

fn is_public(parts: &SiteData, plan: &SitePlan) -> bool {
    parts.documents.is_visible(plan.document)
}

fn item_url(addresses: AddressBuilder, plan: &Document, item: &PlanItem) -> Url {
    addresses.page(&format!("{}/items", plan_folder(plan)), &derived(&item.id))
}

fn plan_folder(plan: &Document) -> String {
    format!("{}/{}", plan.section, plan.slug)
}

//! Rendering of drawings, after their cost in pixels is known.

use resvg::{tiny_skia, usvg};
use usvg::filter::Kind;

use super::{LIMIT, PackageImage};
use crate::limits::drawing::{MEMORY, PIXELS, SIDE, WORK};

/// Greatest width of a rendered drawing.
const DRAWING: f32 = 1080.0;
/// Bytes of a pixel.
const PIXEL: f64 = 4.0;

/// Scale at which a drawing is rendered; `None` if that costs too much.
pub(super) fn scale(tree: &usvg::Tree) -> Option<f32> {
    let width = tree.size().width();
    let height = tree.size().height();
    let fits = [
        3.0,
        DRAWING / width,
        SIDE / width,
        SIDE / height,
        (PIXELS / width / height).sqrt(),
    ];
    let scale = fits.into_iter().fold(f32::MAX, f32::min);
    // The painter keeps layers of up to five times the canvas each way, most of it out of sight.
    let canvas = usvg::Rect::from_xywh(-2.0 * width, -2.0 * height, 5.0 * width, 5.0 * height)?;
    let counting = CostCounter {
        canvas,
        scale: f64::from(scale),
    };
    let cost = counting.group(tree.root());
    (cost.work <= WORK && cost.memory <= MEMORY).then_some(scale)
}

/// Paints a drawing, smaller until it is short enough.
pub(super) fn paint(tree: &usvg::Tree, mut scale: f32) -> Option<PackageImage> {
    let size = tree.size();
    loop {
        let width = pixels(size.width() * scale);
        let height = pixels(size.height() * scale);
        let mut map = tiny_skia::Pixmap::new(width, height)?;
        resvg::render(
            tree,
            tiny_skia::Transform::from_scale(scale, scale),
            &mut map.as_mut(),
        );
        let bytes = map.encode_png().ok()?;
        if bytes.len() < LIMIT || width < 200 {
            let shown = pixels(size.width());
            return Some(PackageImage {
                bytes,
                ending: "png",
                width,
                height,
                shown,
                ..PackageImage::default()
            });
        }
        scale *= 0.75;
    }
}

#[expect(clippy::cast_sign_loss, reason = "a size is never negative")]
fn pixels(length: f32) -> u32 {
    length.round().max(1.0) as u32
}

/// Cost of painting.
#[derive(Clone, Copy, Debug, Default)]
struct PaintingCost {
    /// Pixels that are written, each as often as it is.
    work: f64,
    /// Bytes of layers that are held at once.
    memory: f64,
}

impl PaintingCost {
    /// Cost of painting one thing after another.
    fn then(self, other: Self) -> Self {
        Self {
            work: self.work + other.work,
            memory: self.memory.max(other.memory),
        }
    }

    /// While a layer is held.
    fn within(self, layer: f64) -> Self {
        Self {
            work: self.work + layer,
            memory: self.memory + layer * PIXEL,
        }
    }
}

struct CostCounter {
    /// Visible area, in the drawing's own units.
    canvas: usvg::Rect,
    scale: f64,
}

impl CostCounter {
    fn group(&self, group: &usvg::Group) -> PaintingCost {
        let children = group.children().iter().map(|node| self.node(node));
        let mut cost = children.fold(PaintingCost::default(), PaintingCost::then);
        if !group.should_isolate() {
            return cost;
        }
        let layer = self.area(group.abs_layer_bounding_box().to_rect());
        for clip in std::iter::successors(group.clip_path(), |clip| clip.clip_path()) {
            cost = cost.then(self.group(clip.root()).within(layer));
        }
        for mask in std::iter::successors(group.mask(), |mask| mask.mask()) {
            cost = cost.then(self.group(mask.root()).within(2.0 * layer));
        }
        for filter in group.filters() {
            let steps: f64 = filter
                .primitives()
                .iter()
                .map(|step| self.weight(step.kind(), group))
                .sum();
            // The result of every step is kept, because a later one may ask for it.
            let held = layer * (count(filter.primitives().len()) + 3.0);
            cost = cost.then(PaintingCost {
                work: layer * steps,
                memory: held * PIXEL,
            });
        }
        cost.within(layer)
    }

    fn node(&self, node: &usvg::Node) -> PaintingCost {
        match node {
            usvg::Node::Group(group) => self.group(group),
            usvg::Node::Path(path) => self.path(path),
            // Neither is among the nodes: a drawing with one is refused before.
            usvg::Node::Image(_) | usvg::Node::Text(_) => PaintingCost::default(),
        }
    }

    fn path(&self, path: &usvg::Path) -> PaintingCost {
        let area = self.area(path.abs_stroke_bounding_box());
        let paints = [
            path.fill().map(usvg::Fill::paint),
            path.stroke().map(usvg::Stroke::paint),
        ];
        let mut cost = PaintingCost {
            work: count(path.data().len()) * 50.0,
            memory: 0.0,
        };
        for paint in paints.into_iter().flatten() {
            cost.work += area;
            if let usvg::Paint::Pattern(pattern) = paint {
                let tile = self.area(self.canvas);
                cost = cost.then(self.group(pattern.root()).within(tile));
            }
        }
        cost.work += path
            .stroke()
            .map_or(0.0, |stroke| dashes(path, stroke) * 50.0);
        cost
    }

    /// Pixels of the visible part of a box.
    fn area(&self, bounds: usvg::Rect) -> f64 {
        let Some(seen) = bounds.intersect(&self.canvas) else {
            return 0.0;
        };
        f64::from(seen.width()) * f64::from(seen.height()) * self.scale * self.scale
    }

    /// Number of times that a filter step visits each pixel.
    fn weight(&self, kind: &Kind, group: &usvg::Group) -> f64 {
        let across = |length: f32| {
            let transform = group.abs_transform();
            let (wide, high) = transform.get_scale();
            f64::from(length * wide.max(high)) * self.scale
        };
        match kind {
            Kind::ConvolveMatrix(step) => {
                f64::from(step.matrix().columns()) * f64::from(step.matrix().rows())
            }
            Kind::Morphology(step) => {
                (1.0 + 2.0 * across(step.radius_x().get()))
                    * (1.0 + 2.0 * across(step.radius_y().get()))
            }
            Kind::Turbulence(step) => 40.0 * f64::from(step.num_octaves()),
            Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 40.0,
            Kind::GaussianBlur(_) | Kind::DropShadow(_) => 20.0,
            _ => 10.0,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn count(many: usize) -> f64 {
    many as f64
}

/// Upper bound of the dashes of a line.
fn dashes(path: &usvg::Path, stroke: &usvg::Stroke) -> f64 {
    let Some(pattern) = stroke.dasharray() else {
        return 0.0;
    };
    let whole = f64::from(pattern.iter().sum::<f32>()).max(1e-6);
    let bounds = path.data().bounds();
    let once = f64::from(bounds.width()) + f64::from(bounds.height());
    // The painter itself gives up at a million.
    (once * count(path.data().len()) / whole).min(1e6) * count(pattern.len())
}

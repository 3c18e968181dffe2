//! Template views of the board of a plan.

use super::value::view;
use super::{PictureView, PlanItemView, StatusView};

view! {
    /// Value `board` of `plan_board.html`, beside `plan`.
    pub struct BoardView {
        /// Items by state; a state that every plan has is present even without items.
        pub columns: Vec<BoardColumn>,
        /// Units to choose from, most duties first, collectives last.
        pub units: Vec<BoardUnit>,
        /// Roles that occur.
        pub roles: Vec<BoardChoice>,
        /// Sections of the plan.
        pub sections: Vec<BoardChoice>,
        /// Charts that have data.
        pub pictures: Vec<PictureView>,
    }

    /// Items in one state.
    pub struct BoardColumn {
        /// State.
        pub status: StatusView,
        /// Items in the order of the plan, nested ones included.
        pub items: Vec<BoardItem>,
    }

    /// Item on the board.
    pub struct BoardItem {
        /// Item.
        pub item: PlanItemView,
        /// Value of its section among the choices.
        pub section: String,
        /// Duties for the filter: `lead:市司法局|support:市教育局`.
        pub duties: String,
    }

    /// Choice of a filter.
    pub struct BoardChoice {
        /// Value in the address.
        pub value: String,
        /// Displayed name.
        pub name: String,
    }

    /// Responsible unit as a filter choice.
    pub struct BoardUnit {
        /// Canonical name.
        pub name: String,
        /// Number of items in which it has a duty.
        pub items: usize,
        /// True if it stands for many bodies.
        pub is_collective: bool,
    }
}

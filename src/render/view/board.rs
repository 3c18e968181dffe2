//! The board of a plan.

use super::value::view;
use super::{PictureView, PlanItemView, StatusView};

view! {
    /// What `plan_board.html` gets as `board`, beside `plan`.
    pub struct BoardView {
        /// The items by state; a state that every plan has is there even when no item is in it.
        pub columns: Vec<BoardColumn>,
        /// The units to choose from, those that owe most first, collectives last.
        pub units: Vec<BoardUnit>,
        /// The roles that occur.
        pub roles: Vec<BoardChoice>,
        /// The sections of the plan.
        pub sections: Vec<BoardChoice>,
        /// The pictures that there is something to draw for.
        pub pictures: Vec<PictureView>,
    }

    /// The items in a state.
    pub struct BoardColumn {
        /// The state.
        pub status: StatusView,
        /// They, with those that nest in others among them, in the order of the plan.
        pub items: Vec<BoardItem>,
    }

    /// An item on the board.
    pub struct BoardItem {
        /// The item.
        pub item: PlanItemView,
        /// The value of its section among the choices.
        pub section: String,
        /// Who owes it what, for the filter: `lead:市司法局|support:市教育局`.
        pub duties: String,
    }

    /// Something to choose by.
    pub struct BoardChoice {
        /// What stands in the address.
        pub value: String,
        /// What people read.
        pub name: String,
    }

    /// A responsible unit to choose by.
    pub struct BoardUnit {
        /// Its canonical name.
        pub name: String,
        /// How many items it has a duty in.
        pub items: usize,
        /// Whether it stands for many bodies.
        pub is_collective: bool,
    }
}

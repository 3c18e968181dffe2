// Which rules the sample's HTML is held to: the recommended ones, less those that speak of taste or of Latin text.

export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // A heading's id keeps its Han characters and may begin with a digit, as HTML allows.
    "valid-id": ["error", { relaxed: true }],
    // A number that is copied must hold real hyphens; the stylesheet keeps it on one line.
    "tel-non-breaking": "off",
  },
};

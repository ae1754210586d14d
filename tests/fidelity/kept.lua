-- What those who kept records did to them, whichever vendor's they are (scripts/fidelity).
return {
  fidelity = {
    { at = "end()", root = "Response", recorded = "line feed", made = "(none)",
      because = "[capture] the last line feed was put there by whoever kept the record" },
    { at = "declaration()/end()", recorded = "line feed", made = "(none)", edited = true,
      because = "[capture] the record was laid out anew by whoever kept it: a line feed behind the declaration" },
    { at = "*/layout()", recorded = "indented", made = "(none)", edited = true,
      because = "[capture] the record was laid out anew by whoever kept it: elements on lines of their own" },
    { at = "*/tag()", recorded = "white space", made = "(none)", edited = true,
      because = "[capture] the record was laid out anew by whoever kept it: white space inside tags" },
    { at = "*/form()", recorded = "<a />", made = "<a/>", edited = true,
      because = "[capture] the record was laid out anew by whoever kept it: a blank in empty tags" },
    { at = "*/certificate()", recorded = "unreadable", made = "v3, *", edited = true,
      because = "[capture] the record's certificate was cut, or is a placeholder" },
  },
}

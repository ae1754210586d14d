return {
  document = "RFC 6265 (cookies)",
  clauses = {
    { id = "rfc6265-8.3-flags", section = "8.3", level = "SHOULD",
      sentence = "A cookie that grants access has HttpOnly, and Secure on an encrypted channel." },
  },
}

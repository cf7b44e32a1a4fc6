#pragma once
// A document on its way to the process that draws it.

#include "casework/exports/document.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

// document_bytes and parse_untrusted_document are each other's way back.
// Errors: wrong_length, bad_value.
[[nodiscard]] Bytes document_bytes(const casework::Document& document);
[[nodiscard]] Result<casework::Document> parse_untrusted_document(ByteView bytes);

}  // namespace tipstaff::desk

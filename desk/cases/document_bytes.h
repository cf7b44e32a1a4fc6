#pragma once
// A document on its way to the process that draws it.

#include "casework/exports/document.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

// document_bytes and document_of are each other's way back; the bytes are our own.
// Errors: wrong_length, bad_value.
[[nodiscard]] Bytes document_bytes(const casework::Document& document);
[[nodiscard]] Result<casework::Document> document_of(ByteView bytes);

}  // namespace tipstaff::desk

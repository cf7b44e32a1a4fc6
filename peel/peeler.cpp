#include "peel/peeler.h"

#include <exception>
#include <new>

#include "peel/kind.h"

namespace tipstaff::peel {
namespace {

namespace refusal = casework::refusal;

void peel_heif(Peeler& peeler, const Item& item) {
  peel_metadata(peeler, item);
  peeler.findings().refused(item.path, refusal::kHeic);
}

void open_kind(Peeler& peeler, const Item& item, const FileKind& kind) {
  switch (kind.kind) {
    case Kind::empty: return;
    case Kind::text: return peel_text(peeler, item);
    case Kind::html: return peel_html(peeler, item);
    case Kind::json: return peel_json(peeler, item);
    case Kind::pdf: return peel_pdf(peeler, item);
    case Kind::picture: return peel_picture(peeler, item);
    case Kind::webp: return peel_webp(peeler, item);
    case Kind::heif: return peel_heif(peeler, item);
    case Kind::zip: return peel_zip(peeler, item);
    case Kind::archive: return peel_archive(peeler, item);
    case Kind::mail: return peel_mail(peeler, item);
    case Kind::mailbox: return peel_mailbox(peeler, item);
    case Kind::rtf: return peel_rtf(peeler, item);
    case Kind::old_office: return peeler.findings().refused(item.path, refusal::kOldOffice, kind.type);
    case Kind::mail_store: return peeler.findings().refused(item.path, refusal::kMailStore, kind.type);
    case Kind::sound: return peeler.findings().refused(item.path, refusal::kSound, kind.type);
    case Kind::video: return peeler.findings().refused(item.path, refusal::kVideo, kind.type);
    case Kind::unknown: return peeler.findings().refused(item.path, refusal::kUnknown, kind.type);
  }
}

}  // namespace

void Peeler::open(const Item& item) noexcept {
  try {
    open_as_it_is(item);
  } catch (const std::bad_alloc&) {
    findings_.refused(item.path, refusal::kWornOut);
  } catch (const std::exception&) {
    findings_.refused(item.path, refusal::kDamaged);
  }
}

void Peeler::open_as_it_is(const Item& item) {
  const auto kind = kind_of(item.bytes, item.name);
  findings_.property(item.path, "type", kind.type);
  findings_.property(item.path, "mismatch", kind.mismatch);
  findings_.flush();
  open_kind(*this, item, kind);
}

void Peeler::open_inside(const Item& outer, std::string name, ByteView bytes) {
  const auto path = inside(outer.path, name);
  if (outer.depth >= kDepthMax) return findings_.refused(path, refusal::kTooDeep);
  open({bytes, std::move(name), path, outer.depth + 1});
}

std::string inside(const std::string& path, std::string_view name) { return path + "/" + std::string(name); }

}  // namespace tipstaff::peel

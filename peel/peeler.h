#pragma once
// Peeler: opens one thing after another, whatever is found in it too.

#include "peel/findings.h"

namespace tipstaff::peel {

// Item is something to open: bytes, what they were called, and where they were found.
struct Item {
  ByteView bytes;
  std::string name;
  std::string path;
  int depth = 0;
};

// hashed: what pictures look like, without their pixels.
enum class Pictures : std::uint8_t { made, hashed, left_out };

class Peeler {
 public:
  Peeler(Findings& findings, Pictures pictures) : findings_(findings), pictures_(pictures) {}

  // open puts what the item turns into among the findings. Nothing is thrown.
  void open(const Item& item) noexcept;

  // open_inside is open() for what `outer` holds, one deeper. Whoever calls it has counted
  // the entry.
  void open_inside(const Item& outer, std::string name, ByteView bytes);

  [[nodiscard]] Findings& findings() { return findings_; }
  [[nodiscard]] bool hashes_only() const { return pictures_ == Pictures::hashed; }
  [[nodiscard]] bool makes_pictures() const { return pictures_ == Pictures::made && findings_.room_for_pictures(); }

 private:
  void open_as_it_is(const Item& item);
  Findings& findings_;
  Pictures pictures_;
};

// inside joins a path: "a.zip" and "letter.pdf" make "a.zip/letter.pdf".
[[nodiscard]] std::string inside(const std::string& path, std::string_view name);

// One function for each family of formats.
void peel_text(Peeler& peeler, const Item& item);
void peel_html(Peeler& peeler, const Item& item);
void peel_json(Peeler& peeler, const Item& item);
void peel_rtf(Peeler& peeler, const Item& item);
void peel_pdf(Peeler& peeler, const Item& item);
void peel_picture(Peeler& peeler, const Item& item);
void peel_webp(Peeler& peeler, const Item& item);
void peel_metadata(Peeler& peeler, const Item& item);  // EXIF and its kind, for every picture
void peel_zip(Peeler& peeler, const Item& item);
void peel_archive(Peeler& peeler, const Item& item);
void peel_mail(Peeler& peeler, const Item& item);
void peel_mailbox(Peeler& peeler, const Item& item);

// html_text is what a person would read of a page. It adds where links lead to `links`.
[[nodiscard]] std::string html_text(std::string_view html, std::string& links);

// What libraries set up once, some of it from files: before the lock-down. Character
// sets take longest, and only what holds text needs them: the first bytes of `file` tell.
// False when something is missing that nothing works without.
[[nodiscard]] bool warm_libraries(ByteView file);

}  // namespace tipstaff::peel

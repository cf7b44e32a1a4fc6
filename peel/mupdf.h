#pragma once
// MuPDF behind a few C functions. Its errors are jumps, which no C++ frame may stand in
// the way of: so this part is C, and what it calls back may not throw.

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum MupdfRefusal { kMupdfDamaged, kMupdfEncrypted, kMupdfTooLarge, kMupdfPagesLeft, kMupdfTextLeft };

// Where a document's contents go. `page` counts from 1; 0 is the document.
struct MupdfSink {
  void* self;
  void (*text)(void* self, int page, const char* utf8, size_t size);
  void (*picture)(void* self, int page, int has_text, const unsigned char* png, size_t size);
  // The pixels of a picture, RGB: before they are given as a PNG.
  void (*pixels)(void* self, const unsigned char* rgb, size_t width, size_t height, size_t stride);
  void (*property)(void* self, const char* name, const char* value, size_t size);
  void (*attachment)(void* self, const char* name, const unsigned char* bytes, size_t size);
  void (*refused)(void* self, int page, enum MupdfRefusal why);
  // Whether another picture, or `bytes` more of unpacked contents, still fit.
  int (*wants_picture)(void* self);
  int (*wants_bytes)(void* self, size_t bytes);
};

// mupdf_warm prepares the library, once; 0 when it cannot. It opens no file, now or later:
// the fonts that documents leave out are inside of it.
int mupdf_warm(void);

struct MupdfLimits {
  int text_pages_max;
  int picture_pages_max;
};
void mupdf_peel_pdf(const unsigned char* bytes, size_t size, const struct MupdfLimits* limits, const struct MupdfSink* sink);

// mupdf_peel_picture draws JPEG, PNG, GIF, BMP or TIFF on white, upright, at most
// `side_max` pixels a side.
void mupdf_peel_picture(const unsigned char* bytes, size_t size, int side_max, const struct MupdfSink* sink);

// mupdf_png gives RGB pixels, three bytes each, to sink->pixels, and as a PNG to sink->picture.
void mupdf_png(unsigned char* rgb, int width, int height, const struct MupdfSink* sink);

#ifdef __cplusplus
}
#endif

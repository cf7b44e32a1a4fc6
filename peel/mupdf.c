#include "peel/mupdf.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
#include <string.h>

static fz_context* context;

enum {
  kStoreBytes = 64 << 20,
  kActionsMax = 200,
  kObjectsMax = 200000,
  kObjectDepthMax = 24,
  kScriptBytesMax = 1000,
  kAttachmentBytesMax = 32 << 20,
  kHasTextBytes = 20,  // a page with fewer is a picture of a page
  kPixelsMax = 64000000
};
static const float kTextDpi = 100, kPictureDpi = 150, kPageSideMax = 2400;

int mupdf_warm(void) {
  context = fz_new_context(NULL, NULL, kStoreBytes);
  if (context == NULL) return 0;
  fz_set_warning_callback(context, NULL, NULL);
  fz_set_error_callback(context, NULL, NULL);
  return 1;
}

// Chunks that a PNG can do without go: what is left is size, pixels and the end.
static size_t only_pixels(unsigned char* png, size_t size) {
  size_t from = 8, to = 8;
  while (from + 12 <= size) {
    const size_t body = (size_t)png[from] << 24 | (size_t)png[from + 1] << 16 | (size_t)png[from + 2] << 8 | png[from + 3];
    const size_t whole = body + 12;
    if (body > size || from + whole > size) break;
    if (memcmp(png + from + 4, "IHDR", 4) == 0 || memcmp(png + from + 4, "IDAT", 4) == 0 || memcmp(png + from + 4, "IEND", 4) == 0) {
      memmove(png + to, png + from, whole);
      to += whole;
    }
    from += whole;
  }
  return to;
}

static void give_pixels(fz_pixmap* pixels, int page, int has_text, const struct MupdfSink* sink) {
  fz_buffer* buffer = NULL;
  fz_var(buffer);
  fz_try(context) {
    unsigned char* data;
    buffer = fz_new_buffer_from_pixmap_as_png(context, pixels, fz_default_color_params);
    const size_t size = fz_buffer_storage(context, buffer, &data);
    sink->picture(sink->self, page, has_text, data, only_pixels(data, size));
  }
  fz_always(context) fz_drop_buffer(context, buffer);
  fz_catch(context) fz_rethrow(context);
}

static void give_picture(fz_pixmap* pixels, const struct MupdfSink* sink) {
  sink->pixels(sink->self, pixels->samples, (size_t)pixels->w, (size_t)pixels->h, (size_t)pixels->stride);
  give_pixels(pixels, 0, 0, sink);
}

// Text.

static size_t give_page_text(pdf_document* document, int number, const struct MupdfSink* sink) {
  fz_stext_page* text = NULL;
  fz_buffer* buffer = NULL;
  fz_output* output = NULL;
  size_t size = 0;
  fz_var(text);
  fz_var(buffer);
  fz_var(output);
  fz_var(size);
  fz_try(context) {
    unsigned char* data;
    fz_stext_options options = {0};
    text = fz_new_stext_page_from_page_number(context, (fz_document*)document, number, &options);
    buffer = fz_new_buffer(context, 4096);
    output = fz_new_output_with_buffer(context, buffer);
    fz_print_stext_page_as_text(context, output, text);
    fz_close_output(context, output);
    size = fz_buffer_storage(context, buffer, &data);
    if (size > 0) sink->text(sink->self, number + 1, (const char*)data, size);
  }
  fz_always(context) {
    fz_drop_output(context, output);
    fz_drop_buffer(context, buffer);
    fz_drop_stext_page(context, text);
  }
  fz_catch(context) sink->refused(sink->self, number + 1, kMupdfDamaged);
  return size;
}

static void give_page_pixels(pdf_document* document, int number, int has_text, const struct MupdfSink* sink) {
  fz_page* page = NULL;
  fz_pixmap* pixels = NULL;
  fz_var(page);
  fz_var(pixels);
  fz_try(context) {
    page = fz_load_page(context, (fz_document*)document, number);
    const fz_rect bounds = fz_bound_page(context, page);
    const float width = bounds.x1 - bounds.x0, height = bounds.y1 - bounds.y0;
    const float longer = fz_max(fz_max(width, height), 1);
    const float scale = fz_min((has_text ? kTextDpi : kPictureDpi) / 72, kPageSideMax / longer);
    pixels = fz_new_pixmap_from_page(context, page, fz_scale(scale, scale), fz_device_rgb(context), 0);
    give_pixels(pixels, number + 1, has_text, sink);
  }
  fz_always(context) {
    fz_drop_pixmap(context, pixels);
    fz_drop_page(context, page);
  }
  fz_catch(context) sink->refused(sink->self, number + 1, kMupdfDamaged);
}

// What a document says about itself.

static void give_metadata(pdf_document* document, const char* key, const char* name, const struct MupdfSink* sink) {
  char value[1000];
  fz_try(context) {
    if (fz_lookup_metadata(context, (fz_document*)document, key, value, sizeof value) > 0)
      sink->property(sink->self, name, value, strlen(value));
  }
  fz_catch(context) {}
}

// What a document would do. Every object is looked at, so it does not matter where an
// action hangs: the catalogue, a page, a field, or a place that only some readers know.

struct Walk {
  pdf_document* document;
  const struct MupdfSink* sink;
  int actions, objects;
};

static void give_action(struct Walk* walk, const char* what, const char* detail, size_t size) {
  char line[kScriptBytesMax + 64];
  const size_t kept = size > kScriptBytesMax ? kScriptBytesMax : size;
  const size_t head = strlen(what);
  memcpy(line, what, head);
  memcpy(line + head, ": ", 2);
  memcpy(line + head + 2, detail, kept);
  walk->sink->property(walk->sink->self, "pdf.action", line, head + 2 + kept);
  ++walk->actions;
}

static void give_script(struct Walk* walk, pdf_obj* script) {
  char* text = NULL;
  fz_var(text);
  fz_try(context) {
    text = pdf_load_stream_or_string_as_utf8(context, script);
    give_action(walk, "JavaScript", text, strlen(text));
  }
  fz_always(context) fz_free(context, text);
  fz_catch(context) give_action(walk, "JavaScript", "", 0);
}

static pdf_obj* file_of(pdf_obj* dictionary) {
  pdf_obj* file = pdf_dict_get(context, dictionary, PDF_NAME(F));
  if (!pdf_is_dict(context, file)) return file;
  pdf_obj* name = pdf_dict_get(context, file, PDF_NAME(UF));
  return name != NULL ? name : pdf_dict_get(context, file, PDF_NAME(F));
}

static void look_at_action(struct Walk* walk, pdf_obj* dictionary) {
  static const char* const kKinds[] = {"Launch", "GoToR", "GoToE", "URI", "SubmitForm", "ImportData", "Rendition", "Movie", NULL};
  pdf_obj* kind = pdf_dict_get(context, dictionary, PDF_NAME(S));
  if (!pdf_is_name(context, kind)) return;
  const char* name = pdf_to_name(context, kind);
  if (strcmp(name, "JavaScript") == 0) {
    pdf_obj* script = pdf_dict_get(context, dictionary, PDF_NAME(JS));
    if (script != NULL) give_script(walk, script);
    return;
  }
  for (int i = 0; kKinds[i] != NULL; ++i) {
    if (strcmp(name, kKinds[i]) != 0) continue;
    pdf_obj* target = pdf_dict_get(context, dictionary, PDF_NAME(URI));
    if (target == NULL) target = file_of(dictionary);
    if (target == NULL) target = pdf_dict_getp(context, dictionary, "Win/F");
    const char* text = target != NULL ? pdf_to_text_string(context, target) : "";
    give_action(walk, name, text, strlen(text));
  }
}

static void give_attachment(struct Walk* walk, pdf_obj* specification) {
  fz_buffer* buffer = NULL;
  fz_var(buffer);
  fz_try(context) {
    pdf_obj* files = pdf_dict_get(context, specification, PDF_NAME(EF));
    pdf_obj* stream = pdf_dict_get(context, files, PDF_NAME(F));
    pdf_obj* name = pdf_dict_get(context, specification, PDF_NAME(UF));
    if (name == NULL) name = pdf_dict_get(context, specification, PDF_NAME(F));
    if (pdf_is_stream(context, stream)) {
      unsigned char* data;
      buffer = pdf_load_stream(context, stream);
      const size_t size = fz_buffer_storage(context, buffer, &data);
      if (size <= kAttachmentBytesMax && walk->sink->wants_bytes(walk->sink->self, size))
        walk->sink->attachment(walk->sink->self, pdf_to_text_string(context, name), data, size);
    }
  }
  fz_always(context) fz_drop_buffer(context, buffer);
  fz_catch(context) walk->sink->refused(walk->sink->self, 0, kMupdfDamaged);
}

// look_inside goes through what one object holds itself, not through what it points at:
// that has a number of its own and is looked at once.
static void look_inside(struct Walk* walk, pdf_obj* object, int depth) {
  if (depth > kObjectDepthMax || walk->actions >= kActionsMax || ++walk->objects > kObjectsMax) return;
  if (pdf_is_dict(context, object)) {
    look_at_action(walk, object);
    if (pdf_is_dict(context, pdf_dict_get(context, object, PDF_NAME(EF)))) give_attachment(walk, object);
    for (int i = 0; i < pdf_dict_len(context, object); ++i) {
      pdf_obj* value = pdf_dict_get_val(context, object, i);
      if (!pdf_is_indirect(context, value)) look_inside(walk, value, depth + 1);
    }
  } else if (pdf_is_array(context, object)) {
    for (int i = 0; i < pdf_array_len(context, object); ++i) {
      pdf_obj* value = pdf_array_get(context, object, i);
      if (pdf_is_indirect(context, value) || !(pdf_is_dict(context, value) || pdf_is_array(context, value))) continue;
      look_inside(walk, value, depth + 1);
    }
  }
}

static void look_at_object(struct Walk* walk, int number) {
  pdf_obj* object = NULL;
  fz_var(object);
  fz_try(context) {
    object = pdf_load_object(context, walk->document, number);
    look_inside(walk, object, 0);
  }
  fz_always(context) pdf_drop_obj(context, object);
  fz_catch(context) {}  // objects that nothing leads to may be broken
}

static void give_actions(pdf_document* document, const struct MupdfSink* sink) {
  struct Walk walk = {document, sink, 0, 0};
  pdf_obj* opening = pdf_dict_getp(context, pdf_trailer(context, document), "Root/OpenAction");
  if (pdf_is_dict(context, opening)) sink->property(sink->self, "pdf.action", "when it is opened: an action", 28);
  const int objects = pdf_xref_len(context, document);
  for (int i = 1; i < objects && walk.objects < kObjectsMax; ++i) look_at_object(&walk, i);
}

// Pages.

static void give_pages(pdf_document* document, const struct MupdfLimits* limits, const struct MupdfSink* sink) {
  const int pages = pdf_count_pages(context, document);
  const int texts = pages < limits->text_pages_max ? pages : limits->text_pages_max;
  int pictures = texts < limits->picture_pages_max ? texts : limits->picture_pages_max;
  char has_text[512] = {0};
  for (int i = 0; i < texts; ++i) {
    const size_t size = give_page_text(document, i, sink);
    if (i < (int)sizeof has_text) has_text[i] = size >= kHasTextBytes;
  }
  if (texts < pages) sink->refused(sink->self, 0, kMupdfTextLeft);
  if (!sink->wants_picture(sink->self)) return;
  for (int i = 0; i < pictures && sink->wants_picture(sink->self); ++i) give_page_pixels(document, i, has_text[i], sink);
  if (pictures < pages) sink->refused(sink->self, 0, kMupdfPagesLeft);
}

static void give_document(pdf_document* document, const struct MupdfLimits* limits, const struct MupdfSink* sink) {
  if (pdf_needs_password(context, document)) {
    sink->refused(sink->self, 0, kMupdfEncrypted);
    return;
  }
  give_metadata(document, FZ_META_INFO_AUTHOR, "author", sink);
  give_metadata(document, FZ_META_INFO_CREATOR, "software", sink);
  give_metadata(document, FZ_META_INFO_PRODUCER, "software", sink);
  give_metadata(document, FZ_META_INFO_CREATIONDATE, "created", sink);
  give_metadata(document, FZ_META_INFO_MODIFICATIONDATE, "modified", sink);
  give_actions(document, sink);
  give_pages(document, limits, sink);
}

void mupdf_peel_pdf(const unsigned char* bytes, size_t size, const struct MupdfLimits* limits, const struct MupdfSink* sink) {
  fz_stream* stream = NULL;
  pdf_document* document = NULL;
  fz_var(stream);
  fz_var(document);
  fz_try(context) {
    stream = fz_open_memory(context, bytes, size);
    document = pdf_open_document_with_stream(context, stream);
    give_document(document, limits, sink);
  }
  fz_always(context) {
    pdf_drop_document(context, document);
    fz_drop_stream(context, stream);
  }
  fz_catch(context) sink->refused(sink->self, 0, kMupdfDamaged);
}

// Pictures.

static void draw_upright(fz_image* image, int side_max, const struct MupdfSink* sink) {
  fz_pixmap* pixels = NULL;
  fz_device* device = NULL;
  fz_var(pixels);
  fz_var(device);
  fz_try(context) {
    const int turned = fz_image_orientation(context, image) >= 5;
    const int across = turned ? image->h : image->w, down = turned ? image->w : image->h;
    const float longer = (float)(across > down ? across : down);
    const float scale = longer > (float)side_max ? (float)side_max / longer : 1;
    const int width = fz_maxi(1, (int)((float)across * scale)), height = fz_maxi(1, (int)((float)down * scale));
    const fz_matrix place = fz_post_scale(fz_image_orientation_matrix(context, image), (float)width, (float)height);
    pixels = fz_new_pixmap_with_bbox(context, fz_device_rgb(context), fz_make_irect(0, 0, width, height), NULL, 0);
    fz_clear_pixmap_with_value(context, pixels, 255);
    device = fz_new_draw_device(context, fz_identity, pixels);
    fz_fill_image(context, device, image, place, 1, fz_default_color_params);
    fz_close_device(context, device);
    give_picture(pixels, sink);
  }
  fz_always(context) {
    fz_drop_device(context, device);
    fz_drop_pixmap(context, pixels);
  }
  fz_catch(context) fz_rethrow(context);
}

void mupdf_peel_picture(const unsigned char* bytes, size_t size, int side_max, const struct MupdfSink* sink) {
  fz_buffer* buffer = NULL;
  fz_image* image = NULL;
  fz_var(buffer);
  fz_var(image);
  fz_try(context) {
    buffer = fz_new_buffer_from_copied_data(context, bytes, size);
    image = fz_new_image_from_buffer(context, buffer);
    if ((long long)image->w * image->h > kPixelsMax)
      sink->refused(sink->self, 0, kMupdfTooLarge);
    else
      draw_upright(image, side_max, sink);
  }
  fz_always(context) {
    fz_drop_image(context, image);
    fz_drop_buffer(context, buffer);
  }
  fz_catch(context) sink->refused(sink->self, 0, kMupdfDamaged);
}

void mupdf_png(unsigned char* rgb, int width, int height, const struct MupdfSink* sink) {
  fz_pixmap* pixels = NULL;
  fz_var(pixels);
  fz_try(context) {
    pixels = fz_new_pixmap_with_data(context, fz_device_rgb(context), width, height, NULL, 0, width * 3, rgb);
    give_picture(pixels, sink);
  }
  fz_always(context) fz_drop_pixmap(context, pixels);
  fz_catch(context) sink->refused(sink->self, 0, kMupdfDamaged);
}

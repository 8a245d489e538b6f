// A parsed page and helpers to walk it.
//
// Nodes belong to their Page. A Page belongs to one thread.
#pragma once

#include <gumbo.h>

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace chancery::ingestion::html {

// OK if the markup can be parsed in bounded space and time: a hostile page can nest without end, or make the parser
// repeat its open formatting elements at every block. INVALID_ARGUMENT (HTML_TOO_COMPLEX) of document.content else.
absl::Status CheckNesting(std::string_view html);

class Page {
 public:
  // `html` is valid UTF-8 that passed CheckNesting, and outlives the page.
  explicit Page(std::string_view html);
  ~Page();
  Page(const Page&) = delete;

  const GumboNode* root() const { return output_->root; }

 private:
  GumboOutput* output_;
};

inline bool IsElement(const GumboNode* node) { return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE; }
inline bool IsElement(const GumboNode* node, GumboTag tag) { return IsElement(node) && node->v.element.tag == tag; }
inline bool IsText(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA;
}

// Children of an element, to loop over; none of other nodes.
class Children {
 public:
  explicit Children(const GumboNode* node) : children_(IsElement(node) ? &node->v.element.children : nullptr) {}
  class Iterator {
   public:
    explicit Iterator(void* const* at) : at_(at) {}
    const GumboNode* operator*() const { return static_cast<const GumboNode*>(*at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    void* const* at_;
  };
  Iterator begin() const { return Iterator(children_ == nullptr ? nullptr : children_->data); }
  Iterator end() const { return Iterator(children_ == nullptr ? nullptr : children_->data + children_->length); }

 private:
  const GumboVector* children_;
};

// Value of an attribute; empty if it is not there.
std::string_view Attribute(const GumboNode* node, const char* name);

// Whether the microdata of an element is that of the page's article, as far as they tell: the item around it is no review, comment,
// video, person or other thing of its own.
bool IsOfArticle(const GumboNode* node);

// Calls `visit` for every node in document order; where it returns false, not for the node's children.
void Walk(const GumboNode* node, const std::function<bool(const GumboNode*)>& visit);

// All text below a node, without scripts and styles, white space collapsed; no more is read than about `most` bytes.
std::string TextOf(const GumboNode* node, size_t most = std::string::npos);

// Text whose character references ("&#8222;", "&quot;") are characters.
std::string DecodeEntities(std::string_view text);

// Runs of white space (no-break spaces too) become one space; none at the ends. Soft hyphens are left out. Valid UTF-8, whatever comes in.
std::string CollapseSpace(std::string_view utf8);

}  // namespace chancery::ingestion::html

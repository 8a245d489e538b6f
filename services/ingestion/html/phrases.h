// Set phrases of pages: lines that lead away from the story, headings of what follows it, signatures and dates.
//
// Thread-safe: all functions are pure.
#pragma once

#include <string_view>

namespace chancery::ingestion::html {

// A line that leads to another page or asks the reader for something: "Read more: ...", "Tin liên quan", "Advertisement".
bool LeadsAway(std::string_view text);

// A heading of what follows a story: "Related articles", "12 comments", "Tin cùng chuyên mục".
bool HeadsFurniture(std::string_view text);

// A line with the author or the time: "By A. Writer", "Updated 5 May 2020 10:00", "Thứ Hai, 26/2/2024".
bool IsBylineOrDate(std::string_view text);

// A word (folded) of dates and times, such as "monday", "pm", "ngay".
bool IsCalendarWord(std::string_view folded);

// A word (folded) that stands before the author's name: "by", "von", "tac gia".
bool IsBylineWord(std::string_view folded);

// A word (folded) beside the day of the last change: "updated", "aktualisiert".
bool IsChangeWord(std::string_view folded);

// A word (folded) beside the day of publication: "published", "erschienen".
bool IsPublicationWord(std::string_view folded);

// A word (folded) right before a day that is of something else than a text: "joined", "registriert".
bool IsWordOfAnotherDay(std::string_view folded);

// Whether a paragraph under a story, of whatever length, opens as what the outlet says of itself and not of the story does: an
// invitation, a notice of rights.
bool IsNotice(std::string_view text);

// Whether a text ends as a sentence (or the line before a list) does.
bool EndsLikeSentence(std::string_view text);

}  // namespace chancery::ingestion::html

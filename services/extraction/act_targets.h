// Whom an act hits where no name stands right behind its verb, as Vietnamese tells it.
#pragma once

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "lệnh trừng phạt mới đối với B", "12 thực thể B", "mục tiêu của B ở C": those who are hit, from the word behind a verb on; empty if
// they are not told. `end` gets the word after them.
std::vector<int32_t> TargetsBehind(const EventContext& context, const Discourse& d, int32_t word, int32_t* end);

// "trục xuất 23 nhà ngoại giao B", "triệu Đại sứ B A": the envoys named behind a verb, or else the country that sent them; empty if
// no envoy is told.
std::vector<int32_t> EnvoysBehind(const Discourse& d, int32_t word);

// "Nhân dịp A được bầu làm Tổng thống, B gửi điện mừng": the one whose occasion begins the sentence, before the phrase of B; -1 if
// nobody is told.
int32_t PersonOfOccasion(const Discourse& d, int32_t sender);

// "On Monday A condemned the Israeli attack on B": whether a time of the sentence stands only before a noun phrase that begins at a word
// and is no subject there, so that it may be another verb's.
bool IsTimeOfVerbBefore(const Discourse& d, const std::string& time, int32_t noun);

}  // namespace chancery::extraction

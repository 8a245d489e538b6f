// Readers of offices that no title beside one name tells: of counterparts, of those who lead a delegation or a party, of several
// people at once. Each adds to `layers->roles`, when the roles that titles tell are there.
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// "his Singaporean counterpart Goh Chok Tong": the office of whom it is said of, in the country named.
void AddCounterparts(const Lexicon& lexicon, const Words& words, Layers* layers);

// "his Turkish and Iranian counterparts, A and B".
void AddPluralCounterparts(const Lexicon& lexicon, const Words& words, Layers* layers);

// "the Vietnamese delegation ... led by Foreign Minister Bui Thanh Son", "đoàn đại biểu Việt Nam do ... dẫn đầu".
void AddDelegationHeads(const Lexicon& lexicon, const Words& words, Layers* layers);

// "A, head of the Japanese delegation", "the head of the Japanese delegation, A": in English a country or nationality stands inside
// the title.
void AddHeadsOfDelegations(const Lexicon& lexicon, const Words& words, Layers* layers);

// "Presidents A of Russia and B of Turkey".
void AddOfficesOfSeveral(const Lexicon& lexicon, const Words& words, Layers* layers);

// "the Chinese and Peruvian premiers, A and B", "Hamas ministers A and B".
void AddSharedOffices(const Lexicon& lexicon, const Words& words, Layers* layers);

// "Hamas leader A": of parties and armed groups; the leader of a country may hold any office.
void AddLeadersOfParties(const Lexicon& lexicon, const Words& words, Layers* layers);

// "Mori, head of the Fishery Agency", "the exiled leader of the Harbour Party (HP) Mori", "Fishery Agency chief Mori".
void AddHeadsOfBodies(const Lexicon& lexicon, const Words& words, Layers* layers);

// "Cuban leader A": of whom the lexicon knows that A has led the country.
void AddLeadersOfCountries(const Lexicon& lexicon, const Words& words, Layers* layers);

// "senior Hamas official Mori", "Mori, an official of the Fishery Agency": those of whom no other office is told.
void AddOfficials(const Lexicon& lexicon, const Words& words, Layers* layers);

// "U.S. Brigadier General Mori": whose forces somebody of such a rank commands, of whom no other office is told.
void AddCommanders(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction

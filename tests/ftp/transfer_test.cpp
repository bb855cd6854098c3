#include "plainsock/ftp/transfer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "reply_of.hpp"

namespace plainsock::ftp {
namespace {

constexpr std::uint64_t size = 1000;

// One way for a transfer to go: what happens, apart from the order in which it does.
struct Story {
  std::optional<std::uint64_t> announced;
  std::uint64_t bytes;
  std::vector<int> preliminary;
  DataEnd end;
  std::vector<int> final;  // empty: the control connection ends without a final reply
};

std::string describe(const Story& story) {
  std::string text = "announced " + (story.announced ? std::to_string(*story.announced) : "nothing");
  text += ", bytes " + std::to_string(story.bytes) + ", end " + std::to_string(static_cast<int>(story.end)) +
          ", replies";
  for (int code : story.preliminary) text += " " + std::to_string(code);
  for (int code : story.final) text += " " + std::to_string(code);
  return text;
}

// The rule of design.md, written a second time as a table.
Verdict expected(const Story& story) {
  const bool wanted = story.end == DataEnd::wanted;
  if (!story.final.empty() && story.final.back() >= 300 && !wanted) return Verdict::failed;
  if (story.announced && story.bytes > *story.announced) return Verdict::mismatch;
  if (story.announced && story.bytes < *story.announced) return Verdict::cut_short;
  const bool sized = story.announced.has_value(), confirmed = !story.final.empty();
  switch (story.end) {
    case DataEnd::broken:
      return Verdict::cut_short;
    case DataEnd::wanted:
      return sized ? Verdict::complete : Verdict::unverifiable;
    case DataEnd::clean:
      if (sized && confirmed) return Verdict::complete;
      return sized || confirmed ? Verdict::unverifiable : Verdict::cut_short;
    case DataEnd::abandoned:
      return sized && confirmed ? Verdict::unverifiable : Verdict::cut_short;
  }
  return Verdict::in_progress;
}

// The events of the data connection and of the control connection, each in its own order.
using Event = std::function<void(Transfer&)>;

std::vector<Event> data_events(const Story& story) {
  const std::uint64_t half = story.bytes / 2;
  return {[=](Transfer& t) { t.on_data(half); }, [=](Transfer& t) { t.on_data(story.bytes - half); },
          [=](Transfer& t) { t.on_data_end(story.end); }};
}

std::vector<Event> control_events(const Story& story) {
  std::vector<Event> events;
  for (const auto* codes : {&story.preliminary, &story.final}) {
    for (int code : *codes) events.push_back([=](Transfer& t) { t.on_reply(reply(code)); });
  }
  if (story.final.empty()) events.push_back([](Transfer& t) { t.on_no_reply(); });
  return events;
}

// Runs every interleaving of the two connections. `order` says for each event whether it is one of control.
void run_every_order(const Story& story) {
  const auto data = data_events(story), control = control_events(story);
  std::vector<bool> order(data.size(), false);
  order.insert(order.end(), control.size(), true);
  do {
    Transfer transfer(story.announced);
    EXPECT_EQ(transfer.verdict(), Verdict::in_progress);
    auto next_data = data.begin(), next_control = control.begin();
    for (bool from_control : order) (from_control ? *next_control++ : *next_data++)(transfer);
    EXPECT_TRUE(transfer.done());
    EXPECT_EQ(transfer.verdict(), expected(story)) << describe(story);
    EXPECT_EQ(transfer.bytes(), story.bytes);
    EXPECT_EQ(transfer.begun(), !story.preliminary.empty()) << describe(story);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Transfer, verdict_is_the_same_in_every_order_of_events) {
  for (auto announced : {std::optional<std::uint64_t>(), std::optional(size), std::optional<std::uint64_t>(0)}) {
    for (std::uint64_t bytes : {0u, 500u, 1000u, 1010u}) {
      for (auto end : {DataEnd::clean, DataEnd::broken, DataEnd::abandoned, DataEnd::wanted}) {
        for (const auto& final :
             std::vector<std::vector<int>>{{}, {226}, {250}, {425}, {426}, {451}, {550}, {331}}) {
          for (const auto& begun : std::vector<std::vector<int>>{{}, {150}, {125}, {150, 150}}) {
            run_every_order({announced, bytes, begun, end, final});
          }
        }
      }
    }
  }
}

Transfer transfer(std::optional<std::uint64_t> announced, std::uint64_t bytes, DataEnd end, int final) {
  Transfer result(announced);
  result.on_reply(reply(150));
  result.on_data(bytes);
  result.on_data_end(end);
  final == 0 ? result.on_no_reply() : result.on_reply(reply(final));
  return result;
}

TEST(Transfer, takes_a_second_226_for_the_same_news) {
  Transfer t(size);
  for (int code : {150, 226, 226}) t.on_reply(reply(code));
  t.on_data(size);
  EXPECT_EQ(t.verdict(), Verdict::in_progress);
  t.on_data_end(DataEnd::clean);
  EXPECT_EQ(t.verdict(), Verdict::complete);
}

TEST(Transfer, believes_a_failure_that_follows_a_premature_226) {
  Transfer t(size);
  for (int code : {150, 226, 426}) t.on_reply(reply(code));
  EXPECT_EQ(t.verdict(), Verdict::failed);
}

TEST(Transfer, is_not_touched_by_replies_after_its_end) {
  Transfer t = transfer(size, size, DataEnd::clean, 226);
  t.on_reply(reply(421));
  EXPECT_EQ(t.verdict(), Verdict::complete);
}

TEST(Transfer, waits_for_no_data_after_a_refusal) {
  Transfer t(size);
  EXPECT_TRUE(t.wants_data());
  EXPECT_TRUE(t.wants_reply());
  t.on_reply(reply(550));
  EXPECT_FALSE(t.wants_data());
  EXPECT_TRUE(t.done());
}

TEST(Transfer, waits_for_the_data_after_an_early_226_and_after_the_loss_of_control) {
  Transfer early(size), lost(size);
  early.on_reply(reply(226));
  lost.on_no_reply();
  for (Transfer* t : {&early, &lost}) {
    EXPECT_TRUE(t->wants_data());
    EXPECT_FALSE(t->wants_reply());
    EXPECT_FALSE(t->done());
  }
}

TEST(Transfer, a_range_is_complete_whatever_the_server_says_to_the_early_close) {
  for (int final : {226, 426, 551, 0}) {
    EXPECT_EQ(transfer(size, size, DataEnd::wanted, final).verdict(), Verdict::complete) << final;
    EXPECT_EQ(transfer(size, size - 1, DataEnd::wanted, final).verdict(), Verdict::cut_short) << final;
  }
}

TEST(Transfer, error_tells_how_far_it_came) {
  const auto error = transfer(size, 500, DataEnd::clean, 226).error("RETR f.bin");
  EXPECT_STREQ(error.what(), "RETR f.bin: cut short after 500 of 1000 bytes: the data ended (226 text)");
}

TEST(Transfer, error_has_the_category_of_what_happened) {
  const auto category = [](const Transfer& t) { return t.error("RETR").category(); };
  EXPECT_EQ(category(transfer(size, 500, DataEnd::clean, 226)), Category::cut_short);
  EXPECT_EQ(category(transfer(size, 500, DataEnd::clean, 426)), Category::cut_short);
  EXPECT_EQ(category(transfer({}, 500, DataEnd::clean, 451)), Category::cut_short);
  EXPECT_EQ(category(transfer(size, 500, DataEnd::clean, 421)), Category::cut_short);
  EXPECT_EQ(category(transfer(size, 500, DataEnd::broken, 226)), Category::cut_short);
  EXPECT_EQ(category(transfer(size, 1010, DataEnd::clean, 226)), Category::mismatch);
  EXPECT_EQ(category(transfer(size, size, DataEnd::clean, 0)), Category::unverified);
  EXPECT_EQ(category(transfer({}, size, DataEnd::clean, 226)), Category::unverified);
  EXPECT_EQ(category(transfer({}, size, DataEnd::clean, 0)), Category::cut_short);
  EXPECT_EQ(category(transfer(size, 0, DataEnd::broken, 550)), Category::no_such_file);
  EXPECT_EQ(category(transfer(size, 0, DataEnd::broken, 425)), Category::network);
  EXPECT_EQ(category(transfer(size, 500, DataEnd::broken, 452)), Category::disk_full);
  EXPECT_EQ(category(transfer({}, 0, DataEnd::broken, 450)), Category::refused);
}

TEST(Transfer, only_what_was_cut_can_be_helped_by_trying_again) {
  EXPECT_EQ(transfer(size, 500, DataEnd::clean, 226).error("RETR").retry(), Retry::can_help);
  EXPECT_EQ(transfer(size, 500, DataEnd::clean, 426).error("RETR").retry(), Retry::can_help);
  EXPECT_EQ(transfer(size, 0, DataEnd::broken, 425).error("RETR").retry(), Retry::can_help);
  EXPECT_EQ(transfer(size, 0, DataEnd::broken, 550).error("RETR").retry(), Retry::cannot_help);
  EXPECT_EQ(transfer(size, 1010, DataEnd::clean, 226).error("RETR").retry(), Retry::cannot_help);
  EXPECT_EQ(transfer(size, 500, DataEnd::broken, 452).error("RETR").retry(), Retry::cannot_help);
}

}  // namespace
}  // namespace plainsock::ftp

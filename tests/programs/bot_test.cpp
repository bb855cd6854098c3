#include <gtest/gtest.h>

#include "plainsock/bytes.hpp"
#include "plainsock/tcp_stream.hpp"
#include "plainsock/udp_socket.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

namespace plainsock::test {
namespace {

// A build without SQLite says so, and that is all there is to test of it.
bool has_store() {
  const TempFolder folder;
  return run({"bot", "list", "--db", "probe.db"}, {}, {.folder = folder.path()}).exit_code == 0;
}

class Bot : public testing::Test {
 protected:
  Finished bot(std::vector<std::string> words, std::string_view input = {}) {
    words.insert(words.begin(), "bot");
    return run(words, input, {.folder = folder_.path()});
  }
  void teach(const std::string& question, const std::string& answer) {
    EXPECT_EQ(bot({"teach", question, answer}).exit_code, 0);
  }
  Process serve(const std::vector<std::string>& options = {}) {
    std::vector<std::string> words{"bot", "serve", "--port", "0"};
    words.insert(words.end(), options.begin(), options.end());
    return Process{words, {.folder = folder_.path()}};
  }
  static std::string port_of(Process& server) {
    const auto line = server.read_line();
    return line.substr(line.rfind(':') + 1);
  }

  TempFolder folder_;
};

}  // namespace

TEST_F(Bot, answers_the_best_match_whatever_case_accents_and_punctuation) {
  if (!has_store()) {
    const auto refused = bot({"teach", "a", "b"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.err.find("without SQLite"), std::string::npos);
    return;
  }
  teach("Qual é a capital de Portugal?", "Lisboa");
  teach("Qual é a capital da França?", "Paris");
  auto server = serve();
  const auto port = port_of(server);
  const auto ask = [&](const char* question) { return bot({"ask", "127.0.0.1", port, question}).out; };
  EXPECT_EQ(ask("CAPITAL... franca!!"), "Paris\n");
  EXPECT_EQ(ask("a capital de Portugal"), "Lisboa\n");
  EXPECT_EQ(ask("capital"),
            "2 questions match equally well:\nQual \xC3\xA9 a capital da Fran\xC3\xA7"
            "a? -> Paris\n"
            "Qual \xC3\xA9 a capital de Portugal? -> Lisboa\n");
  EXPECT_EQ(ask("horas?"), "I know no answer to that.\n");
}

TEST_F(Bot, takes_hostile_questions_as_text_and_learns_while_it_serves) {
  if (!has_store()) return;
  auto server = serve({"--tcp"});
  const auto port = port_of(server);
  const auto hostile = "'); DROP TABLE lesson; -- \x01\xff" + std::string(1000, 'x');
  teach("sim ou n\xC3\xA3o?", "sim");
  const auto answers = bot({"ask", "--tcp", "127.0.0.1", port}, hostile + "\nnao\nfim\nnever asked\n");
  EXPECT_EQ(answers.out, "I know no answer to that.\nsim\n");
  EXPECT_EQ(answers.exit_code, 0) << answers.err;
}

TEST_F(Bot, answers_several_askers_at_once_whatever_one_of_them_sends) {
  if (!has_store()) return;
  for (int i = 0; i < 8; ++i) teach("number" + std::to_string(i), std::to_string(i));
  auto server = serve();
  const SocketAddress address{IpAddress::loopback(Family::ipv4),
                              static_cast<std::uint16_t>(std::stoi(port_of(server)))};
  std::vector<UdpSocket> askers;
  for (int i = 0; i < 8; ++i) askers.push_back(UdpSocket::connect(address).value());
  auto hostile = UdpSocket::connect(address).value();
  ASSERT_TRUE(hostile.send(std::vector<std::byte>(largest_datagram, std::byte{0xff})));
  ASSERT_TRUE(hostile.send({}));
  for (int i = 0; i < 8; ++i)
    ASSERT_TRUE(askers[static_cast<std::size_t>(i)].send(bytes_of("Number" + std::to_string(i))));
  std::array<std::byte, 100> room;
  for (int i = 8; i-- > 0;) {
    const auto came = askers[static_cast<std::size_t>(i)].receive(room, Deadline::after(patience)).value("receive");
    EXPECT_EQ(text_of(std::span{room}.first(came.size)), std::to_string(i));
  }
}

TEST_F(Bot, answers_others_while_one_has_asked_half_a_question) {
  if (!has_store()) return;
  teach("first", "1");
  auto server = serve({"--tcp"});
  const auto port = port_of(server);
  auto slow = TcpStream::connect("127.0.0.1", port, Deadline::after(patience)).value();
  ASSERT_TRUE(slow.write_all(bytes_of("fir")));
  EXPECT_EQ(bot({"ask", "--tcp", "127.0.0.1", port, "first"}).out, "1\n");
  ASSERT_TRUE(slow.write_all(bytes_of("st\n")));
  std::array<std::byte, 2> answer;
  ASSERT_TRUE(slow.read_exact(answer, Deadline::after(patience)));
  EXPECT_EQ(text_of(answer), "1\n");
}

TEST_F(Bot, imports_lines_tells_the_bad_ones_and_lists_them_again) {
  if (!has_store()) return;
  write_file(folder_ / "lessons.tsv", "one?\t1\nno answer\ntwo?\t2\r\none?\tuno\n");
  const auto imported = bot({"teach", "--import", "lessons.tsv"});
  EXPECT_EQ(imported.exit_code, 4);
  EXPECT_EQ(imported.out, "learned 3\n");
  EXPECT_EQ(imported.err, "plainsock: import lessons.tsv:2: a question and an answer are needed\n");
  EXPECT_EQ(bot({"list"}).out, "one?\tuno\ntwo?\t2\n");
  EXPECT_EQ(bot({"list", "--json"}).out,
            "[{\"question\":\"one?\",\"answer\":\"uno\"},{\"question\":\"two?\",\"answer\":\"2\"}]\n");
}

}  // namespace plainsock::test

#include "tests/support/ftp_scenarios.hpp"

namespace plainsock::test {
namespace {

using ftp::Category;
using ftp::Verdict;

constexpr FtpScenario whole(std::string_view name, std::string_view script) {
  return {name, script, Verdict::complete};
}
constexpr FtpScenario whole_for_all_one_knows(std::string_view name, std::string_view script,
                                              std::size_t bytes = 1000) {
  return {name, script, Verdict::unverifiable, Category::refused, bytes};
}
constexpr FtpScenario failure(std::string_view name, Category category, std::string_view script) {
  return {name, script, std::nullopt, category};
}

const std::vector<FtpScenario> greetings_and_replies = {
    whole("polite", ""),
    whole("greeting_120_then_220", "greeting send 120 ready in 0 minutes | send 220 ready"),
    whole("banner_with_lines_that_look_final",
          "greeting send 220-welcome | send 230 looks final | send 123-odd | send  220 indented | send 220 ready"),
    whole("replies_without_text",
          "greeting send 220\nUSER send 331\nPASS send 230\nTYPE send 200\n"
          "RETR send 150 | data | end | send 226"),
    whole(
        "replies_end_in_lf_only",
        "greeting raw 220 hi\\n\nUSER raw 331 p\\n\nPASS raw 230 in\\n\nTYPE raw 200 ok\\n\nSIZE raw 213 1000\\n\n"
        "RETR raw 150 go\\n | data | end | raw 226 done\\n"),
    whole("replies_arrive_byte_by_byte",
          "greeting dribble 220 hi\\r\\n\nUSER dribble 331 p\\r\\n\nPASS dribble 230 in\\r\\n\n"
          "RETR dribble 150 go\\r\\n | data | end | dribble 226 done\\r\\n"),
    whole("pwd_without_quotes", "PWD send 257 / is current"),
    whole("pwd_with_an_unterminated_quote", "PWD send 257 \"/pub"),
    whole("pwd_with_doubled_quotes", "PWD send 257 \"/a \"\"b\"\" c\" is current"),
    whole_for_all_one_knows("nothing_but_the_basics_and_bare_codes",
                            "EPSV send 502 no\nSIZE send 502\nMDTM send 502\nFEAT send 502\nSYST send 502"),
    failure("nul_in_a_reply", Category::protocol, "TYPE raw 200 o\\0k\\r\\n"),
    whole("user_is_in_without_a_password", "USER send 230 in\nPASS send 202 superfluous"),
    whole("login_answers_202_and_type_answers_226", "PASS send 202 in\nTYPE send 226 ok"),
};

const std::vector<FtpScenario> order_of_events = {
    whole("no_150_before_226", "RETR data | end | send 226 done"),
    whole("226_before_the_data", "RETR send 150 go | send 226 done | data | end"),
    whole("226_halfway", "RETR send 150 go | data 500 | send 226 done | rest | end"),
    whole("226_twice", "RETR send 150 go | data | end | send 226 done | send 226 done"),
    whole("125_and_250", "RETR send 125 go | data | end | send 250 done"),
    whole("multi_line_150_and_226_with_other_codes_inside",
          "RETR send 150-go | send 226 not yet | send 150 go | data | end | send 226-so | send 550 no | send 226 "
          "done"),
};

const std::vector<FtpScenario> broken_transfers = {
    failure("half_of_the_file_then_226", Category::cut_short, "RETR send 150 go | data 500 | end | send 226 done"),
    whole_for_all_one_knows("half_of_the_file_then_226_and_no_size",
                            "SIZE send 502 no\nRETR send 150 go | data 500 | end | send 226 done", 500),
    failure("half_then_426", Category::cut_short, "RETR send 150 go | data 500 | end | send 426 broken"),
    failure("half_then_451_and_no_size", Category::cut_short,
            "SIZE send 502 no\nRETR send 150 go | data 500 | end | send 451 local error"),
    failure("all_data_then_426", Category::cut_short, "RETR send 150 go | data | end | send 426 broken"),
    failure("all_data_and_no_final_reply", Category::unverified, "RETR send 150 go | data | end | leave"),
    failure("all_data_no_size_and_no_final_reply", Category::cut_short,
            "SIZE send 502 no\nRETR send 150 go | data | end | leave"),
    failure("421_in_the_middle", Category::cut_short, "RETR send 150 go | data 500 | send 421 going | leave"),
    failure("reset_after_half_then_226", Category::cut_short,
            "RETR send 150 go | data 500 | reset | send 226 done"),
    failure("425_to_retr", Category::network, "RETR send 425 cannot open"),
    failure("550_to_retr", Category::no_such_file, "RETR send 550 no such file"),
};

const std::vector<FtpScenario> data_addresses = {
    whole("epsv_is_not_known", "EPSV send 500 what"),
    whole("pasv_names_a_foreign_host", "EPSV send 500 what\nPASV listen | send 227 Passive (127,0,0,99,${comma})"),
    whole("227_with_digits_before_the_address", "EPSV send 500\nPASV listen | send 227 v2 ok (127,0,0,1,${comma})"),
    whole("227_without_parentheses", "EPSV send 500\nPASV listen | send 227 Passive 127,0,0,1,${comma}"),
    failure("227_with_an_octet_of_257", Category::protocol,
            "EPSV send 500\nPASV listen | send 227 Passive (257,0,0,1,${comma})"),
    whole("227_with_zeros_for_a_host", "EPSV send 500\nPASV listen | send 227 Passive (0,0,0,0,${comma})"),
    whole("229_with_other_delimiters", "EPSV listen | send 229 ok (!!!${port}!)\nPASV send 502 no"),
    whole("229_without_parentheses", "EPSV listen | send 229 ok |||${port}|\nPASV send 502 no"),
    failure("229_with_port_0", Category::refused, "EPSV send 229 ok (|||0|)\nPASV send 502 no"),
    failure("229_with_port_65536", Category::refused, "EPSV send 229 ok (|||65536|)\nPASV send 502 no"),
    whole("epsv_names_a_closed_port", "EPSV send 229 ok (|||1|)"),
};

const std::vector<FtpScenario> sizes = {
    whole_for_all_one_knows("213_negative", "SIZE send 213 -5"),
    whole_for_all_one_knows("213_with_23_digits", "SIZE send 213 99999999999999999999999"),
    whole("213_smaller_because_the_file_has_grown", "SIZE send 213 10\nSIZE send 213 1000"),
    failure("213_smaller_than_the_data", Category::mismatch, "SIZE send 213 10"),
    failure("213_larger_than_the_data", Category::cut_short, "SIZE send 213 1001"),
};

std::vector<FtpScenario> joined() {
  std::vector<FtpScenario> all;
  for (const auto* part : {&greetings_and_replies, &order_of_events, &broken_transfers, &data_addresses, &sizes})
    all.insert(all.end(), part->begin(), part->end());
  return all;
}

}  // namespace

const std::vector<FtpScenario>& ftp_scenarios() {
  static const auto all = joined();
  return all;
}

}  // namespace plainsock::test

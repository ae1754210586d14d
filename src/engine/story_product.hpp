#pragma once
/// `t.product`: the product's pages, used by people with browsers, as far as the target file names them.
///
///   t.product:new_organisation()             one more, that nobody has enabled SSO for
///   product:enable()                         the vendor's team does (setup calls of the stage "enable")
///   product:invite{ email =, role = }        somebody with an invitation (the target's call "invite_person")
///   product:of(login)   product:nobody()     somebody with a login's browser; with a new one
///   product.sp                               the organisation, as t.sp is the first one
///   person:accept()   person:sign_in{ password = }
///   person:open(name)                        the page that the target file calls so, or a URL
///   person:follow(page, text)                the link of that text
///   person:submit(page, action, fields, { forget = field, from = "sibling" })   the form whose action has that text
///   person:upload(page, action, { field =, name =, content = })
///   person:act(name, values)                 the target's call, with this browser's cookies in place of its own headers
///   person:take_cookies(other)               whatever that person's browser has, planted in this one
///   page.status  page.url  page.text  page.title  page.body  page:has(text)  page:has_link(text)  page:file_name()
#include "src/engine/story.hpp"

#include <memory>
#include <string>

namespace idpsim::engine {

struct StoryProduct {
    std::shared_ptr<Story> story;
    SpParty* party;
};

struct StoryPerson {
    std::shared_ptr<Story> story;
    SpParty* party;
    std::shared_ptr<browser::Browser> browser;
    std::string email;
    std::string password;     ///< a secret
    std::string invitation;   ///< the link; a secret
};

void register_story_product(lua::State& state);

} // namespace idpsim::engine

#include "simulator/sp/reply.hpp"

namespace idpsim::sp {

Reply finished(Reply reply, std::function<void(HttpResponse&)> finish) {
    if (!reply.errand) {
        finish(reply.response);
        return reply;
    }
    Errand errand = std::move(*reply.errand);
    errand.then = [then = std::move(errand.then), finish = std::move(finish)](Result<HttpResponse> answer) {
        return finished(then(std::move(answer)), finish);
    };
    return errand;
}

HttpResponse without_errands(Reply reply) {
    while (reply.errand) {
        const std::shared_ptr<Errand> errand = reply.errand;
        reply = errand->then(Error{Fault::unreachable, errand->request.url, "this service provider has no way out"});
    }
    return std::move(reply.response);
}

} // namespace idpsim::sp

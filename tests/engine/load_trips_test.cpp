#include "src/engine/load_trips.hpp"

#include "src/engine/catalogue.hpp"
#include "tests/engine/files.hpp"

#include <algorithm>
#include <set>

namespace idpsim::engine {
namespace {

const std::string good_faults = R"(return {
  faults = {
    { id = "shouts", checks = { "scim.create.*" }, sentence = "Answers in capitals.", sources = { "a/b#1" } },
    { id = "whispers",
      sentence = "Answers are hard to hear.", sources = { "a/b#2", "a/b#3" } },
  },
}
)";

const std::string good_trips = R"(return {
  trips = {
    ["shouts"] = { variants = { "old" },
      says = "Vendor covers its ears.", source = "[recorded] a/b#1" },
    ["whispers"] = {
      says = "Vendor asks again.", source = "[inferred] from a/b#2" },
  },
}
)";

class LoadTrips : public test::Files {
protected:
    LoadTrips() {
        vendor.id = "vendor";
        vendor.file = (folder.path() / "vendor.lua").string();
        vendor.scim = {{"old", {}}, {"new", {}}};
    }
    std::string fault_problem(const std::string& from, const std::string& to) {
        const auto file = folder.write("f.lua", test::with(good_faults, from, to));
        ServerFaults into;
        return problem([&] { load_server_faults(state, file, into); });
    }
    std::string trip_problem(const std::string& from, const std::string& to) {
        folder.write("vendor/scim_trips.lua", test::with(good_trips, from, to));
        Trips into;
        return problem([&] { load_trips(state, vendor, faults(), into); });
    }
    ServerFaults faults() {
        ServerFaults into;
        load_server_faults(state, folder.write("good.lua", good_faults), into);
        return into;
    }

    idp::Profile vendor;
};

TEST_F(LoadTrips, ReadsTheClassesOfFaults) {
    const ServerFaults read = faults();
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read.at("whispers").sentence, "Answers are hard to hear.");
    EXPECT_EQ(read.at("shouts").checks, std::vector<std::string>{"scim.create.*"});
    EXPECT_EQ(read.at("whispers").sources, (std::vector<std::string>{"a/b#2", "a/b#3"}));
}

TEST_F(LoadTrips, ReadsWhatAVendorTripsOver) {
    folder.write("vendor/scim_trips.lua", good_trips);
    Trips read;
    load_trips(state, vendor, faults(), read);
    ASSERT_EQ(read.size(), 2U);
    ASSERT_EQ(read.at("shouts").size(), 1U);
    const Trip& trip = read.at("shouts")[0];
    EXPECT_EQ(trip.idp, "vendor");
    EXPECT_EQ(trip.variants, std::vector<std::string>{"old"});
    EXPECT_EQ(trip.sentence, "Vendor covers its ears.");
    EXPECT_EQ(trip.source, "[recorded] a/b#1");
    EXPECT_TRUE(read.at("whispers")[0].variants.empty());
}

TEST_F(LoadTrips, AVendorWithoutTheFileTripsOverNothing) {
    Trips read;
    load_trips(state, vendor, faults(), read);
    EXPECT_TRUE(read.empty());
}

TEST_F(LoadTrips, NamesLineAndFieldOfABrokenClass) {
    EXPECT_TRUE(fault_problem("checks = {", "statuses = { \"5xx\" }, checks = {").ends_with("faults[1].statuses: \"5xx\" is no status; one like \"409\", \"5*\" or \"!404\" was expected"))
        << fault_problem("checks = {", "statuses = { \"5xx\" }, checks = {");
    EXPECT_EQ(fault_problem("checks = {", "statuses = { \"5*\", \"!404\" }, checks = {"), "no problem");
    EXPECT_TRUE(fault_problem("\"whispers\"", "\"shouts\"").starts_with("f.lua:4: faults[2].id: \"shouts\" is there twice"));
    EXPECT_TRUE(fault_problem("capitals.", "capitals").starts_with("f.lua:3: faults[1].sentence: a sentence ends with"));
    EXPECT_TRUE(fault_problem("{ \"a/b#1\" }", "{}").starts_with("f.lua:3: faults[1].sources: is missing"));
    EXPECT_TRUE(fault_problem("sources = { \"a/b#2\"", "source = { \"a/b#2\"").starts_with("f.lua:4: faults[2].sources: is missing"));
    EXPECT_TRUE(fault_problem("scim.create.*", "scim.craete.id")
                    .starts_with("f.lua:3: faults[1].checks: no check is named \"scim.craete.id\"; did you mean \"scim.create.id\"?"));
    EXPECT_TRUE(fault_problem("faults = {", "x = 1, faults = {").starts_with("f.lua:2: x: no field of that name"));
}

TEST_F(LoadTrips, NamesLineAndFieldOfABrokenTrip) {
    const std::string file = "vendor/scim_trips.lua:";
    EXPECT_TRUE(trip_problem("\"shouts\"", "\"shout\"").starts_with(file + "3: trips.shout: no class of faults has that id"));
    EXPECT_NE(trip_problem("\"shouts\"", "\"shout\"").find("\"shouts\"?"), std::string::npos);
    EXPECT_TRUE(trip_problem("{ \"old\" }", "{ \"older\" }").starts_with(file + "3: trips.shouts.variants: \"older\" is none"));
    EXPECT_TRUE(trip_problem("ears.", "ears").starts_with(file + "4: trips.shouts.says: a sentence ends with"));
    EXPECT_TRUE(trip_problem("[inferred] from", "from").starts_with(file + "6: trips.whispers.source: it begins with"));
    EXPECT_TRUE(trip_problem("[inferred] from a/b#2", "[inferred]").starts_with(file + "6: trips.whispers.source"));
    EXPECT_TRUE(trip_problem("says = \"Vendor asks", "say = \"Vendor asks").starts_with(file + "5: trips.whispers.says: is missing"));
    EXPECT_TRUE(trip_problem("trips = {", "trip = {").starts_with(file + "2: trip: no field of that name"));
}

/// What the project itself knows.
TEST(Trips, EveryVendorWithAClientTripsOverSomething) {
    const Catalogue catalogue = load_catalogue();
    EXPECT_GE(catalogue.server_faults.size(), 95U);
    std::set<std::string> tripping;
    for (const auto& [fault, trips] : catalogue.trips) {
        EXPECT_TRUE(catalogue.server_faults.contains(fault));
        EXPECT_TRUE(std::ranges::is_sorted(trips, {}, [&](const Trip& trip) {
            return std::ranges::find(catalogue.profiles, trip.idp, &idp::Profile::id) - catalogue.profiles.begin();
        })) << fault;
        for (const Trip& trip : trips) tripping.insert(trip.idp);
    }
    for (const idp::Profile& profile : catalogue.profiles) {
        if (!profile.listed) continue;
        EXPECT_EQ(tripping.contains(profile.id), !profile.scim.empty()) << profile.id;
    }
}

TEST(Trips, TheFalseInQuotesIsTold) {
    const Catalogue catalogue = load_catalogue();
    const std::vector<Trip>& trips = catalogue.trips.at("text-boolean");
    const auto entra = std::ranges::find(trips, "entra", &Trip::idp);
    ASSERT_NE(entra, trips.end());
    EXPECT_EQ(entra->variants, std::vector<std::string>{"default"});
    EXPECT_EQ(entra->sentence, "Entra sends the string \"False\" here: the disabled person stays active.");
}

} // namespace
} // namespace idpsim::engine

#pragma once
/// The SCIM side of a profile.
namespace idpsim::idp { struct ScimProfile {}; }

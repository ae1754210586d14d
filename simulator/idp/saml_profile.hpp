#pragma once
/// The SAML side of a profile.
namespace idpsim::idp { struct SamlProfile {}; }

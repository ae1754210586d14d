-- What Entra's client does with a faulty SCIM server, by class of fault (conformance/faults/scim.lua). Sentences are for
-- the people who run the server.
local default, flag = { "default" }, { "aadoptscim062020" }
return {
  trips = {
    -- PATCH
    ["op-case"] = { variants = default,
      says = "Entra writes Add, Replace and Remove with a capital: every change of a user or group fails.",
      source = "[recorded] langwatch/langwatch#6972, ssoready/ssoready#159" },
    ["op-capital-only"] = { variants = flag,
      says = "With aadOptscim062020 in the Tenant URL Entra writes its operations in lower case: no change gets through.",
      source = "[inferred] from the flag's form" },
    ["text-boolean"] = { variants = default,
      says = "Entra sends the string \"False\" here: the disabled person stays active.",
      source = "[recorded] ssoready/ssoready#155, Unleash/unleash#9336" },
    ["text-boolean-refused"] = { variants = default,
      says = "Entra sends the string \"False\" here: disabling fails in every cycle and the person stays active.",
      source = "[recorded] scimmyjs/scimmy#86; the form is [doc] on the SCIM compatibility page" },
    ["active-by-add"] = {
      says = "Where its GET showed no active, Entra adds it: the user is neither enabled nor disabled.",
      source = "[recorded] rancher/rancher#54025" },
    ["no-path-replace"] = { variants = flag,
      says = "With the flag Entra gathers simple attributes in one replace without path: they do not arrive.",
      source = "[doc] SCIM compatibility page" },
    ["value-path-replace"] = {
      says = "Entra replaces emails[type eq \"work\"].value also where there is no work address yet: it never gets one.",
      source = "[recorded] sourcegraph/sourcegraph-public-snapshot#49200, Captain-P-Goldfish/scim-for-keycloak#73" },
    ["value-path-creates"] = {
      says = "Entra adds a missing work address through emails[type eq \"work\"].value: the user stays without it.",
      source = "[recorded] Captain-P-Goldfish/SCIM-SDK#416, thomaspoignant/scim-patch#42" },
    ["value-path-unknown"] = {
      says = "Entra names e-mail, phone and address by paths like emails[type eq \"work\"].value: these updates fail.",
      source = "[recorded] Metatavu/keycloak-scim-server#35, zitadel/zitadel#9690" },
    ["value-path-literal"] = {
      says = "Entra's emails[type eq \"work\"].value becomes a stray attribute, the address itself does not change.",
      source = "[recorded] pranems/SCIMServer" },
    ["value-path-one-hit"] = {
      says = "Entra's update through a type filter reaches one of several work addresses, the others keep the old value.",
      source = "[inferred] from the value paths it sends" },
    ["add-replaces"] = {
      says = "Entra adds group members one by one: each add throws out those before it.",
      source = "[recorded] msaad00/agent-bom#3533" },
    ["dotted-keys"] = { variants = flag,
      says = "With the flag Entra writes keys like name.givenName and full URNs into the value: names and department " ..
        "do not change.",
      source = "[recorded] Captain-P-Goldfish/scim-for-keycloak#26, grokability/snipe-it#19115" },
    ["urn-split"] = {
      says = "Entra names department, employee number and manager by the extension's URN: these updates fail.",
      source = "[recorded] wso2/product-is#6015, pingidentity/scim2#104" },
    ["core-urn-path"] = {
      says = "Where the mapping names core attributes by their full URN, Entra sends it in the path: these updates fail.",
      source = "[recorded] rancher/rancher#54871, rancher/rancher#54896" },
    ["manager-text"] = {
      says = "Entra sends the manager as a bare id after the creation: the manager is missing, the error comes every cycle.",
      source = "[recorded] Captain-P-Goldfish/SCIM-SDK#541, Captain-P-Goldfish/SCIM-SDK#686" },
    ["manager-answered-as-text"] = {
      says = "Entra cannot read the user back (\"not able to deserialize the resource\") and gives the service up as " ..
        "incompatible.",
      source = "[recorded] Budibase/budibase#15369" },
    ["role-json-text"] = {
      says = "Entra patches roles as a JSON text inside a string: the role is not assigned.",
      source = "[recorded] apache/directory-scimple#693, MicrosoftDocs/azure-docs#50772" },
    ["two-primaries"] = {
      says = "Entra's mapping can add a primary address beside the primary one: mail goes to the wrong address.",
      source = "[inferred] from the mapping's primary paths" },
    ["remove-sets-value"] = {
      says = "Entra's Remove carries the old value: the attribute that was cleared is set anew.",
      source = "[inferred] from AzureAD/SCIMReferenceCode#87" },
    ["display-name-replace"] = {
      says = "A person's or group's new name never arrives from Entra.",
      source = "[recorded] MicrosoftDocs/azure-docs#42220" },
    ["value-dropped"] = {
      says = "Entra compares in each cycle and sends the same change again every 40 minutes, without end.",
      source = "[recorded] MicrosoftDocs/azure-docs#11784" },
    ["patch-not-atomic"] = {
      says = "Entra puts many operations into one PATCH and repeats it whole: a half-changed user stays until all pass.",
      source = "[inferred] from the PATCH it sends" },
    ["patch-without-operations"] = {
      says = "Microsoft's SCIM validator, which an app has to pass before it is listed, reports a failure.",
      source = "[recorded] scimmyjs/scimmy#59" },
    ["patch-missing"] = {
      says = "Entra changes, disables and enables by PATCH alone: nobody is ever updated or disabled.",
      source = "[doc] application-provisioning guide" },
    ["patch-one-attribute"] = { variants = flag,
      says = "With the flag Entra sends several attributes in one PATCH without path: the update fails.",
      source = "[inferred] from the flag's form" },
    ["patch-answer-without-id"] = {
      says = "Entra needs the id in every resource: it takes the answer for another's or for broken.",
      source = "[doc] application-provisioning guide" },

    -- Groups
    ["remove-listed"] = { variants = default,
      says = "Entra removes a member with the path members and the member as value: everybody loses the group.",
      source = "[recorded] ssoready/ssoready#182, AzureAD/SCIMReferenceCode#10" },
    ["remove-listed-refused"] = { variants = default,
      says = "Entra removes a member with the path members and the member as value: people keep the group for ever.",
      source = "[recorded] Captain-P-Goldfish/SCIM-SDK#149, pond/scimitar#43" },
    ["member-filter-clears"] = { variants = flag,
      says = "With the flag Entra removes a member by members[value eq \"id\"]: everybody loses the group.",
      source = "[recorded] msaad00/agent-bom#3533" },
    ["member-filter-ignored"] = { variants = flag,
      says = "With the flag Entra removes a member by members[value eq \"id\"] and takes success for done: people keep access.",
      source = "[inferred] from the flag's form" },
    ["remove-empty-list"] = {
      says = "Entra may remove an empty list of members: everybody loses the group.",
      source = "[inferred] from pranems/SCIMServer" },
    ["rename-drops-members"] = { variants = flag,
      says = "With the flag Entra renames a group by a replace without path: the group is empty afterwards.",
      source = "[inferred] from the flag's form" },
    ["member-without-display"] = {
      says = "Entra names members by their id alone: nobody is added.",
      source = "[inferred] from the member operations it sends" },
    ["member-without-type"] = {
      says = "Entra names members by their id alone: they are not added, and Entra believes that they are.",
      source = "[inferred] from the member operations it sends" },
    ["member-null-fields"] = {
      says = "Entra may send \"$ref\": null beside a member's id: nobody is added.",
      source = "[doc] application-provisioning guide, samples" },
    ["member-again-refused"] = {
      says = "After a restart of provisioning Entra adds members who are there already: the group fails each cycle.",
      source = "[inferred] from how cycles are repeated" },
    ["member-again-doubled"] = {
      says = "After a restart of provisioning Entra adds members who are there already: they are listed twice.",
      source = "[inferred] from how cycles are repeated" },
    ["removes-shift"] = {
      says = "Where the app lets Entra send several members in one PATCH, the wrong people lose the group.",
      source = "[inferred] from FusionAuth/fusionauth-issues#2834" },
    ["parallel-members"] = {
      says = "Entra sends up to 25 requests a second: members of a group get lost, and Entra does not notice.",
      source = "[inferred] from the rate that Entra asks for" },
    ["excluded-members-ignored"] = {
      says = "Entra reads groups without members on purpose: with thousands of members each cycle is slow or times out, " ..
        "and memberships are compared and sent anew.",
      source = "[recorded] simpleidserver/SimpleIdServer#490, Infisical/infisical#6525" },
    ["members-cap"] = {
      says = "Entra's first cycle adds every member of a group: those beyond the limit are missing.",
      source = "[inferred] from how a first cycle fills a group" },
    ["group-foreign-schema"] = {
      says = "Entra lists a schema of Microsoft's own beside the Group's: no group is created.",
      source = "[doc] application-provisioning guide" },
    ["duplicate-group"] = {
      says = "Entra takes the first group of that name: people land in the wrong one; Microsoft's validator reports it.",
      source = "[recorded] pranems/SCIMServer" },
    ["groups-missing"] = {
      says = "Entra's Test Connection asks for groups too: it fails with SystemForCrossDomainIdentityManagementService" ..
        "Incompatible.",
      source = "[recorded] pranems/SCIMServer, notes on a live tenant" },

    -- Create, look-up, life cycle
    ["duplicate-user"] = {
      says = "When Entra's look-up misses, it creates: one person has two accounts.",
      source = "[inferred] from the order look-up, create" },
    ["uniqueness-status"] = {
      says = "Entra does not see that the user exists and creates again each cycle; Microsoft's validator reports it.",
      source = "[recorded] sourcegraph/sourcegraph-public-snapshot#48353" },
    ["uniqueness-case"] = {
      says = "Entra compares names without case: a change of case in the directory leaves two accounts.",
      source = "[inferred] from Microsoft's validator, which looks up with other case" },
    ["create-answer-empty"] = {
      says = "Entra needs the new user's id from the answer: it cannot link the user and creates again.",
      source = "[doc] application-provisioning guide" },
    ["lookup-by-address"] = {
      says = "Entra matches by userName: one whose address is another is created again, or refused with 409 in each cycle.",
      source = "[inferred] from the look-up it sends" },
    ["user-name-case"] = {
      says = "Entra's userName may differ in case from yours: the person is not found and created twice or refused.",
      source = "[recorded] simpleidserver/SimpleIdServer#489, langfuse/langfuse#13528" },
    ["external-id-filter"] = {
      says = "Entra matches by externalId where the mapping says so: nobody is found, everybody is created again.",
      source = "[recorded] OctopusDeploy/Issues#9841" },
    ["email-filter"] = {
      says = "Entra matches by emails[type eq \"work\"].value where the mapping says so: the connection test fails.",
      source = "[inferred] from ssoready/ssoready#266; the filter is [doc] in the guide" },
    ["filter-escapes"] = {
      says = "Addresses with a plus sign or an apostrophe are not found from Entra: these people are created twice.",
      source = "[inferred] from the look-up it sends" },
    ["bad-filter-status"] = {
      says = "Entra's e-mail look-up is not strict RFC grammar: with a 500 the connection test fails.",
      source = "[recorded] eneo-ai/eneo#443" },
    ["bad-filter-lists-all"] = {
      says = "Entra takes the first of everybody for the person it looked up, and changes that stranger's account.",
      source = "[recorded] eneo-ai/eneo#443" },
    ["no-hit-status"] = {
      says = "Entra looks up a random GUID to test the connection: an error in place of an empty list fails the test, and " ..
        "a 404 later puts the job in quarantine.",
      source = "[recorded] grokability/snipe-it#11913; [doc] quarantine page" },
    ["optional-demanded"] = {
      says = "Entra leaves out what a person has not: people without surname or mail are not created.",
      source = "[inferred] from null attributes that are not sent" },
    ["extension-unlisted"] = {
      says = "Entra never lists a custom extension's URN in schemas: its attributes are lost.",
      source = "[doc] attribute customisation" },
    ["no-way-back"] = {
      says = "A person who comes back to the app is refused by 409 in every cycle and stays locked out.",
      source = "[recorded] better-auth/better-auth#11111, fleetdm/fleet#53446" },
    ["inactive-hidden"] = {
      says = "Entra reads a disabled user back: a 404 makes it forget the link, and the return fails as a duplicate.",
      source = "[doc] application-provisioning guide" },
    ["reactivation-new-id"] = {
      says = "Entra keeps the id that it linked and patches it: the person who came back is not reached.",
      source = "[inferred] from the link that Entra keeps" },
    ["sessions-survive"] = {
      says = "Entra says disabled and is done: the person goes on working with the open session or key.",
      source = "[recorded] msaad00/agent-bom#3540" },
    ["delete-missing"] = {
      says = "30 days after a soft delete Entra sends DELETE: it fails again and again, the account stays.",
      source = "[inferred] from the DELETE after a hard delete" },

    -- Lists, errors, headers, discovery
    ["empty-list-resources-missing"] = {
      says = "Entra cannot read the answer of its look-up: the connection test fails, new people are not created.",
      source = "[recorded] AzureAD/SCIMReferenceCode#56" },
    ["empty-list-resources-null"] = {
      says = "Entra cannot read the answer of its look-up: the connection test fails, new people are not created.",
      source = "[recorded] elimity-com/scim#78" },
    ["server-error-for-mistake"] = {
      says = "Entra takes a 500 for a passing failure: it repeats the request in each cycle, with growing gaps.",
      source = "[inferred] from escrow and retry, how-provisioning-works" },
    ["slow-answers"] = {
      says = "Entra sends up to 25 requests a second: a slower service sees failures and, in the end, quarantine.",
      source = "[doc] application-provisioning guide" },
    ["scim-json-refused"] = {
      says = "Entra sends application/scim+json: the body arrives empty, every creation fails.",
      source = "[recorded] MicrosoftDocs/azure-docs#12728, MicrosoftDocs/azure-docs#116775" },
    ["accept-demanded"] = {
      says = "Entra's GETs have no SCIM Accept: the connection test fails with 406.",
      source = "[recorded] MicrosoftDocs/azure-docs#94189" },
    ["user-agent-demanded"] = {
      says = "No User-Agent of Entra's is known: a firewall that asks for one may block every request.",
      source = "[inferred] no source names one" },
    ["schemas-untrue"] = {
      says = "For an app of the gallery Entra reads /Schemas: wrong types end up in the attribute mapping, or the page fails.",
      source = "[recorded] limosa-io/laravel-scim-server#114, sourcegraph/sourcegraph-public-snapshot#62185" },
    ["base-path"] = {
      says = "Entra appends /Users to the Tenant URL as it stands: the connection test meets a 404.",
      source = "[inferred] from the requests it sends" },
  },
}

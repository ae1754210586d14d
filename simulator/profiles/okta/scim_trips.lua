-- What Okta's client does with a faulty SCIM server, by class of fault (conformance/faults/scim.lua). Sentences are for
-- the people who run the server.
local catalogue, wizard = { "catalogue" }, { "wizard" }
return {
  trips = {
    -- PATCH and PUT
    ["op-capital-only"] = { variants = catalogue,
      says = "Okta writes its operations in lower case: deactivation and group changes do nothing.",
      source = "[doc] pydantic/logfire, SCIM provisioning page" },
    ["no-path-replace"] = { variants = catalogue,
      says = "Okta deactivates with a replace without path: the person stays active, or loses every other attribute.",
      source = "[recorded] okta/okta-developer-docs, SCIM reference of 2019" },
    ["add-replaces"] = { variants = catalogue,
      says = "Okta adds new members to the group: each add throws out those who were there.",
      source = "[recorded] msaad00/agent-bom#3533" },
    ["replace-appends"] = { variants = catalogue,
      says = "Okta's push of a group may replace without path: people who left stay in the group.",
      source = "[inferred] from jelhub/scimgateway#113" },
    ["patch-not-atomic"] = { variants = catalogue,
      says = "Okta puts removals and additions into one PATCH: after a failure half of them stand, and nobody knows which.",
      source = "[inferred] from the PATCH it sends" },
    ["patch-missing"] = { variants = catalogue,
      says = "An app of Okta's catalogue deactivates by PATCH and does not fall back to PUT: people stay active until an " ..
        "admin works off a task.",
      source = "[doc] oktadeveloper/okta-blog-archive#1956" },
    ["patch-one-attribute"] = { variants = catalogue,
      says = "Okta's rename holds id and displayName in one value: the group keeps its old name.",
      source = "[inferred] from the rename it sends" },
    ["put-echo-refused"] = {
      says = "Okta fetches the user and puts it back with meta and groups in it: every profile update fails.",
      source = "[recorded] okta/okta-developer-docs, SCIM reference of 2019" },
    ["put-merges"] = {
      says = "An attribute that was cleared in Okta is left out of the PUT: it stays in the service for ever.",
      source = "[inferred] from the PUT it sends" },
    ["put-missing"] = {
      says = "Okta updates profiles by PUT in every kind of app: no change arrives.",
      source = "[doc] SCIM FAQ, PATCH versus PUT" },

    -- Groups
    ["member-filter-clears"] = { variants = catalogue,
      says = "Okta removes a member by members[value eq \"id\"]: everybody loses the group.",
      source = "[recorded] msaad00/agent-bom#3533" },
    ["member-filter-ignored"] = { variants = catalogue,
      says = "Okta removes a member by members[value eq \"id\"] and takes success for done: people keep access.",
      source = "[recorded] BerriAI/litellm#34181, wso2/product-is#7040" },
    ["rename-drops-members"] = { variants = catalogue,
      says = "Okta sends the group's name, without path, before each change of members: the group is emptied each time.",
      source = "[inferred] from langwatch/langwatch#7131 and the rename it sends" },
    ["rename-id-refused"] = { variants = catalogue,
      says = "Okta puts the group's id into the rename's value: no push of that group gets through.",
      source = "[recorded] okta/okta-developer-docs, SCIM reference of 2019" },
    ["members-replace-adds"] = { variants = catalogue,
      says = "Okta's Push now replaces the members: people who left keep the group.",
      source = "[inferred] from keycloak/keycloak#52752 and the push it sends" },
    ["members-replace-refused"] = { variants = catalogue,
      says = "Okta's Push now replaces the members: the group never gets any.",
      source = "[recorded] Captain-P-Goldfish/scim-for-keycloak#144" },
    ["members-replace-empty"] = { variants = catalogue,
      says = "Okta pushes a group without members as an empty list: the push fails, the last members keep the group.",
      source = "[recorded] Captain-P-Goldfish/SCIM-SDK#757" },
    ["member-without-type"] = {
      says = "Okta names members by value and display: nobody is added.",
      source = "[recorded] Captain-P-Goldfish/SCIM-SDK#419" },
    ["member-null-fields"] = { variants = wizard,
      says = "Okta may send null as a member's display: the group's PUT fails.",
      source = "[recorded] jelhub/scimgateway#95; [inferred] that Okta sent it" },
    ["member-again-refused"] = { variants = catalogue,
      says = "Okta repeats pushes and adds members who are there already: the push fails and is not tried again.",
      source = "[inferred] from simpleidserver/SimpleIdServer#245" },
    ["member-again-doubled"] = { variants = catalogue,
      says = "Okta repeats pushes and adds members who are there already: they are listed twice.",
      source = "[inferred] from the push it sends" },
    ["removes-shift"] = { variants = catalogue,
      says = "Okta removes several members in one PATCH, an operation each: the wrong people lose the group.",
      source = "[inferred] from the PATCH it sends" },
    ["parallel-members"] = { variants = catalogue,
      says = "Okta changes a group by several PATCHes at short distance: members get lost until the next Push now.",
      source = "[inferred] from fleetdm/fleet#50724" },
    ["put-drops-unknown-members"] = { variants = wizard,
      says = "Okta puts the whole group once; members that came too late stay missing, and Okta shows success.",
      source = "[inferred] from gravitational/teleport#67372" },
    ["group-put-echo-refused"] = { variants = wizard,
      says = "Okta fetches the group before the PUT: what it hands back of it makes the push fail.",
      source = "[inferred] from simpleidserver/SimpleIdServer#247" },
    ["members-in-write-ignored"] = { variants = wizard,
      says = "Okta's apps of the wizard change members by PUT alone: nobody joins or leaves the group.",
      source = "[doc] SCIM FAQ, PATCH versus PUT" },
    ["unknown-member-fails-all"] = {
      says = "Okta does not try again after a 400: one unknown member loses the whole push of the group.",
      source = "[recorded] fleetdm/fleet#52600" },
    ["members-cap"] = { variants = catalogue,
      says = "Okta's Push now sends all members in one request: large groups are never filled.",
      source = "[inferred] from the push it sends" },
    ["one-member-object"] = { variants = wizard,
      says = "Okta reads the group before its PUT: a group with one member cannot be pushed.",
      source = "[inferred] from the GET it sends" },
    ["groups-missing"] = {
      says = "With Push Groups on Okta lists the groups when the settings are saved: they cannot be saved.",
      source = "[doc] SCIM reference" },

    -- Create, look-up, life cycle
    ["duplicate-user"] = {
      says = "Okta creates when its look-up finds nobody: one person has two accounts.",
      source = "[recorded] grokability/snipe-it#13854" },
    ["uniqueness-status"] = {
      says = "Okta waits for a 409: with another status it reports a failure in place of an existing user.",
      source = "[recorded] FusionAuth/fusionauth-issues#1776" },
    ["create-status"] = {
      says = "Okta waits for 201 and a whole user: the assignment may be shown as failed though the account exists.",
      source = "[inferred] from FusionAuth/fusionauth-issues#1775" },
    ["create-answer-empty"] = {
      says = "Okta reports \"Create new user returned empty user\": the account exists, Okta has no link to it.",
      source = "[doc] SCIM 2.0 reference" },
    ["discovery-missing"] = { variants = { "entitlements" },
      says = "With entitlements Okta reads /ResourceTypes when the connector is tested: it cannot be saved.",
      source = "[doc] SCIM with entitlements" },
    ["lookup-by-address"] = {
      says = "Okta looks people up by userName: one whose address is another is created again, or refused for ever.",
      source = "[inferred] from the look-up it sends" },
    ["user-name-case"] = {
      says = "Okta's test suite looks up with other case; in service a person whose case differs is created twice.",
      source = "[recorded] zulip/zulip#21758, open-webui/open-webui#18039" },
    ["uniqueness-case"] = {
      says = "Okta's look-up and yours disagree about case: one person gets two accounts.",
      source = "[inferred] from langfuse/langfuse#13528" },
    ["external-id-filter"] = {
      says = "Where the app's look-up was set to externalId, nobody is found and everybody is created again.",
      source = "[recorded] better-auth/better-auth#10419" },
    ["filter-escapes"] = {
      says = "People with a plus sign or an apostrophe in the address are not found from Okta and created twice.",
      source = "[inferred] from okta/okta-sdk-java#839" },
    ["bad-filter-lists-all"] = {
      says = "Okta takes the first of everybody for the person it looked up and writes that stranger's account over.",
      source = "[inferred] from the look-up it sends" },
    ["optional-demanded"] = {
      says = "Attributes that the app's profile does not map are not sent: these people are not created.",
      source = "[recorded] onyx-dot-app/onyx#8925" },
    ["objects-as-text"] = {
      says = "Okta's Entitlements apps send roles and entitlements as objects: the user cannot be created.",
      source = "[recorded] FusionAuth/fusionauth-issues#3304" },
    ["password-refused"] = {
      says = "Okta sends a random password in every creation, also without password sync: nobody is created.",
      source = "[doc] SCIM 2.0 reference" },
    ["locale-underscore"] = {
      says = "Okta's locale may be en_US with an underscore: nobody is created.",
      source = "[recorded] okta/okta-developer-docs, SCIM reference of 2019" },
    ["no-way-back"] = {
      says = "Okta finds nobody, creates and meets a 409: the person who came back stays locked out.",
      source = "[recorded] lightdash/lightdash#22402, fleetdm/fleet#53446" },
    ["inactive-hidden"] = {
      says = "Okta looks up before it reactivates: who was deactivated is not found, and the creation ends in a 409.",
      source = "[inferred] from the look-up before the reactivation" },
    ["reactivation-new-id"] = {
      says = "Okta keeps the id it linked: groups and updates go on with the old one and meet a 404.",
      source = "[inferred] from the link that Okta keeps" },
    ["sessions-survive"] = {
      says = "Okta says deactivated and is done: the person goes on working with the open session or key.",
      source = "[recorded] msaad00/agent-bom#3540" },

    -- Lists, errors, headers
    ["empty-list-resources-missing"] = {
      says = "Okta cannot read an empty look-up without Resources: nobody new is created.",
      source = "[recorded] elimity-com/scim#127" },
    ["empty-list-resources-null"] = {
      says = "Okta cannot read an empty look-up with Resources null: nobody new is created.",
      source = "[recorded] elimity-com/scim#127" },
    ["resource-listed-twice"] = {
      says = "Okta's import sees the same person several times: it may stop, or offer the person twice.",
      source = "[inferred] from wso2/product-is#3563" },
    ["total-is-page"] = {
      says = "Okta's import stops after the first 100: people beyond are taken for deleted.",
      source = "[inferred] from wso2/product-is#7320" },
    ["list-numbers-as-text"] = {
      says = "Okta wants numbers in totalResults, startIndex and itemsPerPage: test and import fail.",
      source = "[doc] SCIM 2.0 reference" },
    ["paging-ignored"] = {
      says = "Okta's import reads the same page again for 101, 201, and so on: it never ends or sees doubles.",
      source = "[inferred] from the import it does" },
    ["start-index-from-zero"] = {
      says = "Okta counts from 1: its import misses the first person of the first page.",
      source = "[inferred] from the import it does" },
    ["error-plain-text"] = {
      says = "Okta shows the error's detail in the admin's task: without a SCIM body the task says nothing.",
      source = "[doc] SCIM FAQ" },
    ["error-nested"] = {
      says = "Okta looks for detail at the error's top: the admin's task says nothing.",
      source = "[recorded] PennState/SCIMple#72" },
    ["error-without-body"] = {
      says = "Okta's test suite wants a SCIM body with 401 and 404: the app does not pass review.",
      source = "[recorded] onyx-dot-app/onyx#8925; [doc] the suite's SPEC file" },
    ["server-error-for-mistake"] = {
      says = "Okta's task shows a failure of the service, not what the admin could mend.",
      source = "[inferred] from the tasks that the SCIM FAQ describes" },
    ["retry-after-date"] = {
      says = "Okta understands whole seconds alone: otherwise it waits five minutes, then doubles, and gives up after ten.",
      source = "[doc] SCIM concepts" },
    ["slow-answers"] = {
      says = "Okta closes the connection after 60 seconds and takes the request for failed, though it may have worked.",
      source = "[doc] SCIM FAQ" },
    ["scim-json-refused"] = {
      says = "Okta sends application/scim+json: the body arrives empty, every creation fails.",
      source = "[recorded] scimmyjs/scimmy-routers#22" },
    ["base-path"] = {
      says = "Okta appends /Users to the base URL as it stands: Test API Credentials meets a 404.",
      source = "[inferred] from the requests it sends" },
  },
}

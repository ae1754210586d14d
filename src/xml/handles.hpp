#pragma once
/// The deleters of libxml2's and xmlsec's objects, and nothing else. Seen by src/xml's sources only.
#include "src/core/handle.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>

namespace idpsim::xml {

using XmlDoc = Handle<xmlDoc, xmlFreeDoc>;
using ParserContext = Handle<xmlParserCtxt, xmlFreeParserCtxt>;
using HtmlContext = Handle<htmlParserCtxt, htmlFreeParserCtxt>;
using OutputBuffer = Handle<xmlOutputBuffer, xmlOutputBufferClose>;
using NodeText = Handle<xmlBuffer, xmlBufferFree>;
using SignatureContext = Handle<xmlSecDSigCtx, xmlSecDSigCtxDestroy>;
using EncryptionContext = Handle<xmlSecEncCtx, xmlSecEncCtxDestroy>;

} // namespace idpsim::xml

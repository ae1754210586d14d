#pragma once
/// The deleters of libxml2's and xmlsec's objects, and nothing else. Seen by src/xml's sources only.
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <xmlsec/xmldsig.h>

#include <memory>

namespace idpsim::xml {

template <auto Free> struct FreeWith {
    template <class T> void operator()(T* p) const noexcept { Free(p); }
};
template <class T, auto Free> using Handle = std::unique_ptr<T, FreeWith<Free>>;

using XmlDoc = Handle<xmlDoc, xmlFreeDoc>;
using ParserContext = Handle<xmlParserCtxt, xmlFreeParserCtxt>;
using HtmlContext = Handle<htmlParserCtxt, htmlFreeParserCtxt>;
using OutputBuffer = Handle<xmlOutputBuffer, xmlOutputBufferClose>;
using SignatureContext = Handle<xmlSecDSigCtx, xmlSecDSigCtxDestroy>;

} // namespace idpsim::xml

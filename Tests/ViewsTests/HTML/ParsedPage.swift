import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a parser of XML reads it, which forgives nothing.
final class ParsedPage: NSObject, XMLParserDelegate {
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// The text outside the style.
  private(set) var text = ""
  private(set) var isWellFormed = false
  private var isInStyle = false

  init(_ html: String) {
    super.init()
    let parser = XMLParser(data: Data(html.replacing("<!doctype html>", with: "").utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    elements.append((name, attributes))
    isInStyle = name == "style"
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isInStyle = false
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !isInStyle { text += string }
  }
}

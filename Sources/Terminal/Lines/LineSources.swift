import Foundation

/// Opens what standard input offers: an editor on a terminal, else a plain reader.
///
/// The editor needs standard input, and one of standard error, standard output and the controlling
/// terminal, to be terminals, and a UTF-8 locale. Where somebody types but no editor can start,
/// lines are read plainly with prompts on standard error. ``Interrupts`` are installed in any case.
///
/// - Parameters:
///   - options: for the editor.
///   - locale: the locale in force.
///   - notify: is given sentences for the user, as ``LineEditor`` describes, and why there is no
///     editor.
///   - complete: finds what Tab can insert.
/// - Returns: an open source, whatever the input is.
package func openLineSource(
  options: LineEditor.Options = LineEditor.Options(),
  locale: TextLocale = .adopt(),
  notify: @escaping (String) -> Void,
  complete: @escaping LineEditor.Completer
) -> any LineSource {
  do {
    try Interrupts.install()
    guard isatty(STDIN_FILENO) == 1 else { return PipedLines() }
    return try LineEditor(options: options, locale: locale, notify: notify, complete: complete)
  } catch {
    notify(error.description)
    return PipedLines(promptOutput: isatty(STDIN_FILENO) == 1 ? .notices : nil)
  }
}

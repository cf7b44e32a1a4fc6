declare module '@languages' {
  const languages: unknown;
  export default languages;
}

/** What a language model is told to do with the findings of one specialist. */
export interface NarrationPrompt {
  /** Answers to another version are other answers: raise it with every change of the words. */
  readonly ref: { readonly id: string; readonly version: number };
  readonly system: string;
}

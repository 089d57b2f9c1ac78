import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

/** The page's own host goes with it: the server refuses what another origin sends. */
const api = { '/api': { target: process.env.GANGJU_API ?? 'http://localhost:8080', changeOrigin: false } }

/** What every page needs, in three files instead of thirty; pages and the chart stay apart. */
const groups = [
  { name: 'wire', test: /[\\/](?:zod|contract)[\\/]|schema-mode/ },
  { name: 'frame', test: /node_modules[\\/](?:react|react-dom|scheduler|@tanstack|use-sync-external-store)[\\/]/ },
  { name: 'parts', test: /web[\\/](?:net|ui)[\\/](?!trend-chart)|[\\/]net[\\/](?:quantity|period|problem)[\\/]/ },
]

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['gangju-source', ...defaultClientConditions] },
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
  server: { proxy: api },
  preview: { proxy: api },
})
